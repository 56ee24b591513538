import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readBody } from '../../../../src/server/http/request/body.ts';

const server = createServer();
afterEach(() => void server.close());

test('a caller that disconnected before its body was read is distinguished from one that is still sending', async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
  caller.write('POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 10\r\n\r\n{');
  const [request] = await arrived;
  caller.resetAndDestroy();
  // Not `once`, which also adds a listener for errors.
  await new Promise((closed) => request.on('close', closed));
  await expect(readBody(request)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
