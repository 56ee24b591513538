import { isFaultOfRow } from '../query-error.ts';
import type { StatementObserver } from './observer.ts';
import { sharedStatement, type Waiting } from './shared-statement.ts';

type Write<Row> = (rows: readonly Row[]) => Promise<void>;

/**
 * Lets rows that arrive while others are being written share a statement and a commit. The promise of a row resolves only
 * after its commit has returned.
 *
 * If the database refuses a statement because of a row, the rows are written one by one, so that an invalid row fails alone.
 * If the connection is lost, the outcome is unknown: every row of the statement fails with that error, and none is written
 * again.
 */
export function commitQueue<Row>(
  name: string,
  observer: StatementObserver,
  write: Write<Row>,
): (row: Row) => Promise<void> {
  return sharedStatement(name, observer, (batch) => writeBatch(write, batch));
}

async function writeBatch<Row>(write: Write<Row>, batch: readonly Waiting<Row, void>[]): Promise<void> {
  try {
    await write(batch.map(({ item }) => item));
  } catch (error) {
    if (batch.length > 1 && isFaultOfRow(error)) for (const one of batch) await writeBatch(write, [one]);
    else for (const { reject } of batch) reject(error);
    return;
  }
  for (const { resolve } of batch) resolve();
}
