/** The database has not answered for too long, or too many wait for it. What became of a write is not known. */
export class DatabaseOverdue extends Error {
  override readonly name = 'DatabaseOverdue';
}

/** The statement was not sent, because too much other work waits for the database. */
export class DatabaseOverloaded extends Error {
  override readonly name = 'DatabaseOverloaded';
}

/**
 * Waits for the database no longer than this. The server has limits of its own, but a server that is gone, or still, keeps none.
 *
 * @throws {DatabaseOverdue} when the time is up; the work goes on without anybody waiting for it.
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
