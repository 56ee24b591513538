import { isFaultOfRow } from '../query-error.ts';
import type { StatementObserver } from './observer.ts';
import { sharedStatement, type Waiting } from './shared-statement.ts';

type Write<Row> = (rows: readonly Row[]) => Promise<void>;

/**
 * Lets rows that arrive while others are being written share a statement and a commit. The promise of a row resolves only
 * after its commit has returned.
 *
 * If the database refuses a statement because of a row, each of its rows is written again alone, tenants taking turns, while
 * the other rows still share statements. An invalid row therefore fails alone, and a tenant that sends many delays mainly itself.
 * If the connection is lost, the outcome is unknown: every row of the statement fails with that error, and none is written
 * again.
 *
 * @param tenantOf the tenant of a row. Default: all rows are of one tenant.
 */
export function commitQueue<Row>(
  name: string,
  observer: StatementObserver,
  write: Write<Row>,
  tenantOf?: (row: Row) => string,
): (row: Row) => Promise<void> {
  const flush = (batch: readonly Waiting<Row, void>[]) => writeBatch(write, batch);
  return sharedStatement(name, observer, flush, tenantOf ? { tenantOf } : {});
}

/** Returns the rows to write again, each alone. */
async function writeBatch<Row>(
  write: Write<Row>,
  batch: readonly Waiting<Row, void>[],
): Promise<readonly Waiting<Row, void>[]> {
  try {
    await write(batch.map(({ item }) => item));
  } catch (error) {
    if (batch.length > 1 && isFaultOfRow(error)) return batch;
    for (const { reject } of batch) reject(error);
    return [];
  }
  for (const { resolve } of batch) resolve();
  return [];
}
