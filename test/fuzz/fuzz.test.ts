import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { runFuzz } from './run.ts';

/*
 * GraphQL and REST of a whole gateway under malformed and unusual requests. Two variables of the environment:
 *
 * - FUZZ_SEED: a whole number; every caller then sends the same requests in the same order as in the run that printed it.
 *   Without it each run tries others. What only a run knows, as ids, is at the same places; how the callers take turns
 *   is up to the machine.
 * - FUZZ_RUNS: the number of inputs. Default: 25,000 in `npm run test:all`, 2,000 in `npm test`. A replay needs the same number.
 */
const seed = Number(process.env.FUZZ_SEED || randomInt(2 ** 31));
const total = Number(process.env.FUZZ_RUNS || (inject('isThorough') ? 25_000 : 2000));

/**
 * The heap grows until the caches, for example of documents and verified tokens, are full, which takes half of the run.
 */
const heapAllowance = 32 * 1024 * 1024;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const name = `${total} inputs of any kind get no 5xx, no malformed answer and nothing secret, and none hangs`;
test(name, { timeout: 60_000 + total * 20 }, async () => {
  const replay = `fuzz seed ${seed}; replay with FUZZ_SEED=${seed} FUZZ_RUNS=${total}`;
  // Printed first, because a fault may end the process.
  say(replay);
  const { faults, statuses, requests, successes, heap } = await runFuzz(gateway, seed, total);
  say(`fuzz of ${requests} requests, of which ${successes} were done: ${JSON.stringify({ heap, statuses })}`);
  if (faults.length > 0) expect.fail(`${replay}\n\n${faults.join('\n\n')}`);
  expect(successes / requests, replay).toBeGreaterThan(0.05);
  const [, , middle = 0, , end = 0] = heap;
  expect(end - middle, replay).toBeLessThan(heapAllowance);
});

function say(line: string): void {
  // biome-ignore lint/suspicious/noConsole: what a run tried is nowhere else.
  console.log(line);
}
