import { applyBatch, type BatchOutcome } from './apply-batch.ts';
import { issuesOfLine, type SeenIds } from './check-import.ts';
import type { ImportLine } from './imported-client.ts';
import type { CheckedLine, Importer, ImportOutcome } from './importer.ts';

/** Lines that share a statement and a commit. */
const batchSize = 500;

/**
 * Registers the clients of an import and yields the outcome of each line in the order of the lines. A client that already has
 * the content of its line is not changed, so that an interrupted import can be repeated.
 *
 * A line with issues is refused, the other lines are not. Each batch is a commit, with an audit event for every client.
 *
 * @throws database errors that stop the import; earlier batches are stored.
 */
export async function* importClients(
  importer: Importer,
  lines: AsyncIterable<ImportLine>,
): AsyncGenerator<ImportOutcome> {
  const seen: SeenIds = new Map();
  const underWay: Promise<BatchOutcome>[] = [];
  const begin = (batch: readonly CheckedLine[]) => {
    const outcomes = applyBatch(importer, batch);
    // Awaited in its turn.
    outcomes.catch(() => {});
    underWay.push(outcomes);
  };
  let batch: CheckedLine[] = [];
  try {
    for await (const line of lines) {
      batch.push({ line, issues: await issuesOfLine(importer, line, seen) });
      if (batch.length < batchSize) continue;
      begin(batch);
      batch = [];
      if (underWay.length >= importer.store.concurrency) yield* outcomesIn(await underWay.shift());
    }
    begin(batch);
    while (underWay.length > 0) yield* outcomesIn(await underWay.shift());
  } catch (error) {
    // Outcomes of the other batches are reported as well, because the ids of new clients are not known otherwise.
    for (const outcomes of await Promise.allSettled(underWay))
      if (outcomes.status === 'fulfilled') yield* outcomes.value.outcomes;
    throw error;
  } finally {
    await Promise.allSettled(underWay);
  }
}

function* outcomesIn(outcomes: BatchOutcome | undefined): Generator<ImportOutcome> {
  yield* outcomes?.outcomes ?? [];
  if (outcomes?.failure) throw outcomes.failure.error;
}
