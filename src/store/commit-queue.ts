import { isDefinite } from './query-error.ts';

/** Rows that share one statement and one commit, at most. */
const maxBatch = 100;
/** Statements under way at once: while one commits, the next can be on its way. */
const maxFlushes = 2;

type Write<Row> = (rows: readonly Row[]) => Promise<void>;

interface Waiting<Row> {
  readonly row: Row;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets rows that come while others are being written share a statement and a commit. A row that finds nothing under way goes
 * at once, alone; no row waits for company. The promise of a row resolves when its commit has returned, and not before.
 *
 * Where the database refuses a statement, its rows are written one by one, so that a bad row costs only itself. Where the
 * connection is lost, nobody knows what was stored: every row of the statement fails with that error, and none is
 * written again.
 */
export function commitQueue<Row>(write: Write<Row>): (row: Row) => Promise<void> {
  let waiting: Waiting<Row>[] = [];
  let flushes = 0;

  function flush(): void {
    while (flushes < maxFlushes && waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      flushes += 1;
      void writeBatch(write, batch).then(() => {
        flushes -= 1;
        flush();
      });
    }
  }

  return (row) =>
    new Promise((resolve, reject) => {
      waiting.push({ row, resolve, reject });
      flush();
    });
}

/** Settles every row of the batch; it never rejects. */
async function writeBatch<Row>(write: Write<Row>, batch: readonly Waiting<Row>[]): Promise<void> {
  try {
    await write(batch.map(({ row }) => row));
  } catch (error) {
    if (batch.length > 1 && isDefinite(error)) for (const one of batch) await writeBatch(write, [one]);
    else for (const { reject } of batch) reject(error);
    return;
  }
  for (const { resolve } of batch) resolve();
}
