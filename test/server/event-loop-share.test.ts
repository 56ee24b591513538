import { setImmediate as nextIteration } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { shareEventLoop } from '../../src/server/event-loop-share.ts';
import { Connection } from '../fuzz/wire.ts';
import { killPrograms, mainProgram, runProgram, untilReady } from '../harness/program.ts';

afterEach(killPrograms);

/** Uses processor time, as a request does before it waits for the database. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('starts everything at once while the event loop has time', async () => {
  const takeTurn = shareEventLoop(1000);
  const started: number[] = [];
  for (const index of [0, 1, 2]) void takeTurn('acme').then(() => started.push(index));
  await nextIteration();
  expect(started).toEqual([0, 1, 2]);
});

test('starts only as much work in one iteration of the event loop as fits into the budget', async () => {
  const takeTurn = shareEventLoop(10);
  const startedIn: number[] = [];
  let iteration = 0;
  for (let index = 0; index < 30; index += 1) {
    void takeTurn('acme').then(async () => {
      // Work continues after promises that are already resolved, as in parsing and validation.
      for (let step = 0; step < 5; step += 1) await Promise.resolve();
      startedIn.push(iteration);
      work(6);
    });
  }
  for (; startedIn.length < 30 && iteration < 100; iteration += 1) await nextIteration();
  const inEach = Array.from({ length: iteration }, (_, at) => startedIn.filter((one) => one === at).length);
  expect(startedIn).toHaveLength(30);
  // Two until the budget is spent. Before the first pause, the work of two iterations runs together.
  expect(Math.max(...inEach)).toBeLessThanOrEqual(4);
});

test('serves tenants in turn, and each in its own order', async () => {
  const takeTurn = shareEventLoop(0);
  const order: string[] = [];
  const start = async (tenant: string, count: number) => {
    const all = Array.from({ length: count }, async (_, index) => {
      await takeTurn(tenant);
      order.push(`${tenant} ${index}`);
    });
    await Promise.all(all);
  };
  await Promise.all([start('large', 5), start('small', 2)]);
  expect(order).toEqual(['large 0', 'large 1', 'small 0', 'large 2', 'small 1', 'large 3', 'large 4']);
});

/** Checks nine registrations, without waiting for the database. */
const document = JSON.stringify({
  query: `query ($input: CreateOAuthClientInput!) { ${Array.from({ length: 9 }, (_, index) => `a${index}: validateOAuthClient(input: $input) { valid }`).join(' ')} }`,
  variables: {
    input: {
      name: 'Large',
      redirectUris: Array.from(
        { length: 100 },
        (_, index) => `https://a${index}.example.com/${'x'.repeat(400)}`,
      ),
    },
  },
});

test('answers new connections while many actors of a tenant send work', async () => {
  const gateway = runProgram(mainProgram, {
    DATA_DIR: 'memory://',
    RATE_LIMIT: 'off',
    CONCURRENCY_ACTOR: '1000',
  });
  const { url, token } = await untilReady(gateway);
  const head = `Host: gateway.test\r\nAuthorization: Bearer ${token}\r\n`;
  const heavy = Buffer.from(
    `POST /graphql HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: ${document.length}\r\n\r\n${document}`,
  );
  const light = Buffer.from('GET /livez HTTP/1.1\r\nHost: gateway.test\r\n\r\n');
  const patience = 60_000;
  const busy = Array.from({ length: 60 }, () => new Connection(url));
  await Promise.all(busy.map((one) => one.exchange([light], { count: 1, patience })));
  let answered = 0;
  const all = busy.map(async (one) => {
    await one.exchange([heavy], { count: 1, patience });
    answered += 1;
  });
  const probes = Array.from({ length: 10 }, () => new Connection(url));
  const endings = await Promise.all(probes.map((one) => one.exchange([light], { count: 1, patience })));
  expect(endings.map(({ ending }) => ending)).toEqual(probes.map(() => 'answered'));
  expect(answered, 'requests that were answered before ten probes were').toBeLessThan(40);
  await Promise.all(all);
  for (const one of [...busy, ...probes]) one.destroy();
});
