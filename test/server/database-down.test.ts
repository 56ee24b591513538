import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../harness/postgres-server.ts';

let server: PostgresServer;
let gateway: TestGateway;
beforeAll(async () => {
  server = await startPostgres();
  gateway = await openGateway('PostgreSQL', { databaseUrl: await createDatabase(server.url) });
});
afterAll(async () => {
  await gateway?.close();
  await server?.remove();
});

const marker = 'Name-that-only-the-caller-knows';
const rest = (name: string) =>
  gateway.send('POST', '/admin/oauth/clients', { name, redirect_uris: ['https://app.example.com/cb'] });
const graphql = (name: string) =>
  gateway.graphql(
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }',
    { input: { name, redirectUris: ['https://app.example.com/cb'] } },
    { headers: { 'x-request-id': 'while-down' } },
  );

test('while the database is down, REST responds 503 and GraphQL UNAVAILABLE, with only a request id; both recover when it is back', async () => {
  expect((await rest('before')).status).toBe(201);
  await server.stop();

  const viaRest = await rest(marker);
  expect([viaRest.status, viaRest.body]).toEqual([
    503,
    {
      code: 50310001,
      message: 'The service is temporarily unavailable. Try again.',
      request_id: viaRest.headers.get('x-request-id'),
      timestamp: expect.any(String),
    },
  ]);
  const viaGraphql = await graphql(marker);
  expect([viaGraphql.status, viaGraphql.body]).toMatchObject([
    200,
    {
      errors: [
        {
          message: 'The service is temporarily unavailable. Try again.',
          extensions: { code: 'UNAVAILABLE', requestId: 'while-down' },
        },
      ],
    },
  ]);
  expect(viaGraphql.text).not.toMatch(/insert|ECONN|127\.0\.0\.1|"http"/);

  for (let more = 0; more < 5; more++) expect((await rest('more')).status).toBe(503);

  const lines = gateway.logLines.filter((line) => line.includes('"level":50'));
  expect(lines.join('')).toContain('while-down');
  expect(lines).toHaveLength(2);
  expect(gateway.logLines.join('')).not.toContain(marker);
  expect(gateway.logLines.join('')).not.toMatch(/secret_|v1\./);

  await server.start();
  expect((await rest('after')).status).toBe(201);
  const { clients, secrets, auditEvents } = await gateway.rows();
  expect(clients.map(({ name }) => name)).toEqual(['before', 'after']);
  expect([secrets.length, auditEvents.length]).toEqual([2, 2]);
});
