import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { reasonOf } from '../../src/store/failure-reason.ts';

test('gives the reason of a failed fetch, which is only in its cause', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  const error = await fetch(`http://127.0.0.1:${port}/`).catch((reason: unknown) => reason);
  expect(reasonOf(error)).toBe(`fetch failed: connect ECONNREFUSED 127.0.0.1:${port}`);
});

test('gives the reason of each address of a host name', () => {
  const errors = [new Error('connect ECONNREFUSED ::1:1'), new Error('connect ECONNREFUSED 127.0.0.1:1')];
  expect(reasonOf(new AggregateError(errors))).toBe(
    'connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1',
  );
});

test('gives each reason once', () => {
  expect(reasonOf(new Error('DATA_DIR cannot be used: EACCES', { cause: new Error('EACCES') }))).toBe(
    'DATA_DIR cannot be used: EACCES',
  );
});
