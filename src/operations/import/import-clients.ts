import { applyBatch, type BatchOutcome } from './apply-batch.ts';
import { issuesOfLine, type SeenIds } from './check-import.ts';
import type { ImportLine } from './imported-client.ts';
import type { CheckedLine, Importer, ImportOutcome } from './importer.ts';

/** Lines that share a statement and a commit. */
const batchSize = 500;

/**
 * Registers the clients of an import, line by line, and tells what came of each in the order of the lines. A client
 * that is there already as the line says is left alone, so that an import which was cut off can be run again.
 *
 * A line with an issue is refused and its neighbours are not. Each batch is a commit of its own, with an audit event for every client.
 *
 * @throws what the database says when it cannot go on; the batches before are stored then.
 */
export async function* importClients(
  importer: Importer,
  lines: AsyncIterable<ImportLine>,
): AsyncGenerator<ImportOutcome> {
  const seen: SeenIds = new Map();
  const underWay: Promise<BatchOutcome>[] = [];
  const begin = (batch: readonly CheckedLine[]) => {
    const outcomes = applyBatch(importer, batch);
    // It is waited for in its turn.
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
      if (underWay.length >= importer.store.concurrency) yield* told(await underWay.shift());
    }
    begin(batch);
    while (underWay.length > 0) yield* told(await underWay.shift());
  } catch (error) {
    // What is stored all the same is told: without that, nobody would know the ids of new clients.
    for (const outcomes of await Promise.allSettled(underWay))
      if (outcomes.status === 'fulfilled') yield* outcomes.value.outcomes;
    throw error;
  } finally {
    await Promise.allSettled(underWay);
  }
}

function* told(outcomes: BatchOutcome | undefined): Generator<ImportOutcome> {
  yield* outcomes?.outcomes ?? [];
  if (outcomes?.failure) throw outcomes.failure.error;
}
