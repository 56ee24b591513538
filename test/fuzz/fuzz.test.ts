import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { runFuzz } from './run.ts';

/*
 * Both doors of a whole gateway under requests that nobody would send. Two variables of the environment:
 *
 * - FUZZ_SEED: a whole number; every caller then sends the same requests in the same order as in the run that printed it.
 *   Without it each run tries others. What only a run knows, as ids, is at the same places; how the callers take turns
 *   is up to the machine.
 * - FUZZ_RUNS: how many requests, 30,000 if it is not set. It is part of what has to be the same for a replay.
 */
const seed = Number(process.env.FUZZ_SEED || randomInt(2 ** 31));
const total = Number(process.env.FUZZ_RUNS || 30_000);

/** Yoga keeps the last thousand documents: the heap grows until they are there, and by some that are larger than others. */
const heapAllowance = 32 * 1024 * 1024;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

test(
  `${total} requests of any kind get no 5xx, no malformed answer and nothing secret, and none hangs`,
  async () => {
    const replay = `fuzz seed ${seed}; replay with FUZZ_SEED=${seed}${process.env.FUZZ_RUNS ? ` FUZZ_RUNS=${total}` : ''}`;
    // biome-ignore lint/suspicious/noConsole: whoever sees a failure needs it, and also where the process itself ends.
    console.log(replay);
    const { faults, statuses, requests, successes, heap } = await runFuzz(gateway, seed, total);
    if (faults.length > 0) expect.fail(`${replay}\n\n${faults.join('\n\n')}`);
    expect(successes / requests, JSON.stringify(statuses)).toBeGreaterThan(0.05);
    const [warm = 0, ...later] = heap;
    expect(Math.max(...later) - warm, `${replay}; bytes of heap: ${heap}`).toBeLessThan(heapAllowance);
  },
  60_000 + total * 20,
);
