import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { keepFile, sendFile } from '../../../../src/server/http/page/static-file.ts';

test('closes the connection of a caller that reads a file too slowly', async () => {
  const file = keepFile('large.bin', Buffer.alloc(16_000_000), {});
  const limits = { milliseconds: 300, bytesPerSecond: 1_000_000_000 };
  const server = createServer((request, response) => {
    void sendFile(file, { request, response, method: 'GET' }, limits);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const slow = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  onTestFinished(() => {
    slow.destroy();
    server.closeAllConnections();
    server.close();
  });
  slow.on('error', () => {}).write('GET / HTTP/1.1\r\nHost: gateway.test\r\n\r\n');
  const [, response] = await once(server, 'request');
  // Reads a little at intervals, so that the connection is never idle.
  const timer = setInterval(() => slow.read(1000), 50);
  onTestFinished(() => clearInterval(timer));
  await once(response, 'close', { signal: AbortSignal.timeout(20_000) });
  expect(slow.bytesRead, 'bytes that were read').toBeLessThan(16_000_000);
});
