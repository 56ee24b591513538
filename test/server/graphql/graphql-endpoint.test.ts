import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buildSchema } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import type { EndpointContext } from '../../../src/server/graphql/endpoint-context.ts';
import { openGraphqlEndpoint } from '../../../src/server/graphql/graphql-endpoint.ts';

/** Longer than the connection can buffer. */
const text = 'x'.repeat(1_000_000);
const schema = buildSchema('type Query { text: String }');
Object.assign(schema.getQueryType()?.getFields().text ?? {}, { resolve: () => text });
const api = openGraphqlEndpoint(schema);
// The parts of a context that the endpoint uses.
const contextParts = {
  caller: { actor: { id: 'alice' }, requestId: 'one' },
  introspection: 'admin',
  consume: async () => {},
  takeTurn: async () => {},
};
// The requests of this file read nothing else of a context.
const context = contextParts as unknown as EndpointContext;

const server = createServer();
afterEach(() => void server.close());

const body = JSON.stringify({ query: '{ text }' });
test.each([
  [
    'by POST',
    `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`,
    body,
  ],
  ['by GET', `GET /graphql?query=${encodeURIComponent('{ text }')} HTTP/1.1`, ''],
])(
  'a caller that disconnects in the middle of its response %s leaves no request open',
  async (_, head, sent) => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const handled = new Promise<string>((done, fail) => {
      server.once('request', (request, response) => {
        // The written part of the response is discarded, and the rest is not requested.
        request.socket.cork();
        for (const way of ['write', 'end'] as const) {
          const write = response[way].bind(response) as (...given: unknown[]) => unknown;
          response[way] = ((...given: unknown[]) => {
            const result = write(...given);
            response.destroy();
            return result;
          }) as never;
        }
        api(request, response, context).then(() => done(`destroyed: ${response.destroyed}`), fail);
      });
    });
    const caller = connect((server.address() as AddressInfo).port, '127.0.0.1');
    caller.write(`${head}\r\nHost: a.test\r\n\r\n${sent}`);
    const late = new Promise((done) => setTimeout(done, 3000, 'the request is still open').unref());
    expect(await Promise.race([handled, late])).toBe('destroyed: true');
    caller.destroy();
  },
);
