/** The database did not respond in time, or too many statements wait for it. The outcome of a write is unknown. */
export class DatabaseOverdue extends Error {
  override readonly name = 'DatabaseOverdue';
}

/** The statement was not sent, because too much other work waits for the database. */
export class DatabaseOverloaded extends Error {
  override readonly name = 'DatabaseOverloaded';
}

/**
 * Waits for the database for a limited time. The database has time limits, but an unreachable or hung server cannot enforce
 * them.
 *
 * @throws {DatabaseOverdue} after the time; the work continues, but its result is ignored.
 */
export async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new DatabaseOverdue(`no answer within ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
