import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatabaseOverloaded } from '../../../src/store/deadline.ts';
import { fairShare, type ShareLimits } from '../../../src/store/queue/fair-share.ts';

const limits: ShareLimits = { total: 4, perTenant: 2, maxWaiting: 10, maxWait: 60_000 };

/** Work that runs until the test ends it. */
function openWork() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => ended, end };
}

/** Lets all runnable work run. */
const settle = () => delay(1);

test('runs work of one tenant up to its limit, and of all tenants up to the total', async () => {
  const inTurn = fairShare(limits);
  const running: string[] = [];
  const works = ['a', 'a', 'a', 'b', 'c', 'd'].map((tenantId) => {
    const work = openWork();
    const done = inTurn(tenantId, () => {
      running.push(tenantId);
      return work.run();
    });
    return { ...work, done };
  });
  await settle();
  expect(running).toEqual(['a', 'a', 'b', 'c']);
  for (const { end } of works) end();
  await Promise.all(works.map(({ done }) => done));
  expect(running.sort()).toEqual(['a', 'a', 'a', 'b', 'c', 'd']);
});

test('serves tenants in turn, however much one of them asks for', async () => {
  const inTurn = fairShare({ ...limits, total: 1, perTenant: 1, maxWaiting: 100 });
  const order: string[] = [];
  const ask = (tenantId: string) => inTurn(tenantId, async () => void order.push(tenantId));
  await Promise.all([...Array.from({ length: 50 }, () => ask('greedy')), ask('modest'), ask('modest')]);
  expect(order.slice(0, 5).filter((tenantId) => tenantId === 'modest')).toHaveLength(2);
  expect(order).toHaveLength(52);
});

test('never exceeds a limit, runs all work once, and keeps nothing when all is done', async () => {
  const asks = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(3)), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(asks, async (given) => {
      const inTurn = fairShare({ ...limits, maxWaiting: 100 });
      const running = new Map<string, number>();
      let ran = 0;
      const runningNow = () => [...running.values()].reduce((sum, count) => sum + count, 0);
      await Promise.all(
        given.map(([tenantId, steps]) =>
          inTurn(tenantId, async () => {
            running.set(tenantId, (running.get(tenantId) ?? 0) + 1);
            expect(running.get(tenantId)).toBeLessThanOrEqual(limits.perTenant);
            expect(runningNow()).toBeLessThanOrEqual(limits.total);
            for (let step = 0; step < steps; step++) await Promise.resolve();
            running.set(tenantId, (running.get(tenantId) ?? 0) - 1);
            ran += 1;
          }),
        ),
      );
      expect(ran).toBe(given.length);
    }),
    { numRuns: 200 },
  );
});

test('refuses work of a tenant when too much of it waits, and still accepts that of another', async () => {
  const inTurn = fairShare(limits);
  const work = openWork();
  const held = Array.from({ length: 12 }, () => inTurn('greedy', work.run));
  await expect(inTurn('greedy', work.run)).rejects.toBeInstanceOf(DatabaseOverloaded);
  expect(await inTurn('modest', async () => 'done')).toBe('done');
  work.end();
  await Promise.all(held);
});

test('refuses work that waited too long, and continues with the rest', async () => {
  const inTurn = fairShare({ ...limits, perTenant: 1, maxWait: 20 });
  const work = openWork();
  const first = inTurn('a', work.run);
  await expect(inTurn('a', async () => 'never')).rejects.toBeInstanceOf(DatabaseOverloaded);
  work.end();
  await first;
  expect(await inTurn('a', async () => 'later')).toBe('later');
});

test('drops work that waits when its caller disconnects, and does not start it afterwards', async () => {
  const inTurn = fairShare({ ...limits, perTenant: 1 });
  const work = openWork();
  const first = inTurn('a', work.run);
  const caller = new AbortController();
  let isStarted = false;
  const start = async () => {
    isStarted = true;
  };
  const dropped = inTurn('a', start, caller.signal);
  caller.abort();
  await expect(dropped).rejects.toBeInstanceOf(DatabaseOverloaded);
  await expect(inTurn('b', start, caller.signal)).rejects.toBeInstanceOf(DatabaseOverloaded);
  work.end();
  await first;
  await settle();
  expect(isStarted).toBe(false);
});

test('passes errors on, and frees the slot', async () => {
  const inTurn = fairShare({ ...limits, total: 1, perTenant: 1 });
  await expect(inTurn('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await inTurn('b', async () => 'done')).toBe('done');
});
