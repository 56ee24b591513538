import { drizzle } from 'drizzle-orm/postgres-js';
import { execute, parse } from 'graphql';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { createClient } from '../../src/operations/client/create-client.ts';
import type { Services } from '../../src/operations/services.ts';
import { openPostgres } from '../../src/store/postgres/postgres.ts';
import { storeOn } from '../../src/store/store.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { callerOf, openServices, smallest, type TestServices } from '../harness/services.ts';

const statements: string[] = [];
let base: TestServices;
let connection: postgres.Sql;
let services: Services;
beforeAll(async () => {
  const url = await createDatabase(inject('postgresUrl'));
  await (await openPostgres(url)).close();
  connection = postgres(url, { max: 2 });
  const database = drizzle(connection, { logger: { logQuery: (query) => statements.push(query) } });
  base = await openServices('PostgreSQL');
  services = { ...base.services, store: storeOn({ database, shared: database, isConcurrent: false }) };
  for (let index = 0; index < 30; index++) {
    await createClient(services, callerOf(), { input: { ...smallest, name: `Client ${index}` } });
  }
});
afterAll(async () => {
  await connection.end();
  await base.close();
});

async function run(document: string) {
  statements.length = 0;
  const contextValue = {
    caller: callerOf(),
    services,
    unreadable: [],
    showsSchema: true,
    watch: <Result>(_: string, run: () => Promise<Result>) => run(),
  };
  const { data, errors } = await execute({ schema, document: parse(document), contextValue });
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
  return data as any;
}

test.each([1, 5, 30])(
  'lists inside a page of %d clients take one statement each, not one per client',
  async (first) => {
    const { oauthClients } = await run(
      `{ oauthClients(first: ${first}) {
         totalCount
         nodes {
           secretLastFour
           secrets { status lastFour }
           auditEvents(first: 2) { totalCount nodes { action clientId } pageInfo { hasNextPage } }
         }
       } }`,
    );
    expect(oauthClients.nodes).toHaveLength(first);
    for (const node of oauthClients.nodes) {
      expect(node.secrets).toHaveLength(1);
      expect(node.secretLastFour).toBe(node.secrets[0].lastFour);
      expect(node.auditEvents).toMatchObject({ totalCount: 1, nodes: [{ action: 'OAUTH_CLIENT_CREATE' }] });
    }
    // Statements: the page and its count; the secrets; the events and their counts.
    expect(statements, statements.join('\n')).toHaveLength(5);
  },
);

test('the clients of a page of audit events take one statement, also if several events have the same client', async () => {
  const { oauthClients } = await run('{ oauthClients(first: 2) { nodes { clientId } } }');
  const [{ clientId }] = oauthClients.nodes;
  await run(`mutation { suspendOAuthClient(input: { clientId: "${clientId}" }) { __typename } }`);
  const { auditEvents } = await run('{ auditEvents(first: 31) { nodes { clientId client { clientId } } } }');
  expect(auditEvents.nodes.length).toBeGreaterThan(30);
  for (const event of auditEvents.nodes) expect(event.client).toEqual({ clientId: event.clientId });
  expect(statements, statements.join('\n')).toHaveLength(2);
});

test('fields that are not selected are neither counted nor read', async () => {
  await run('{ oauthClients { nodes { name } } }');
  expect(statements).toHaveLength(1);
  expect(statements[0]).not.toContain('count');
});

test('the same list with different arguments under two aliases gives two different results', async () => {
  const { clientId } = (await run('{ oauthClients(first: 1) { nodes { clientId } } }')).oauthClients.nodes[0];
  await run(
    `mutation { updateOAuthClient(input: { clientId: "${clientId}", name: "Other" }) { __typename } }`,
  );
  const { oauthClients } = await run(
    `{ oauthClients(first: 2) { nodes {
         newest: auditEvents(first: 1) { nodes { action } }
         oldest: auditEvents(last: 1) { nodes { action } }
       } } }`,
  );
  expect(oauthClients.nodes[0]).toEqual({
    newest: { nodes: [{ action: 'OAUTH_CLIENT_UPDATE' }] },
    oldest: { nodes: [{ action: 'OAUTH_CLIENT_CREATE' }] },
  });
  expect(statements).toHaveLength(3);
});

test('each mutation of a document sees the result of the previous one', async () => {
  const { clientId } = (await run('{ oauthClients(first: 1) { nodes { clientId } } }')).oauthClients.nodes[0];
  const payload = (name: string) =>
    `... on ${name}Payload { issuedSecret { lastFour } client { secrets { status } secretLastFour } }`;
  const { added, rotated } = await run(
    `mutation {
       added: addOAuthClientSecret(input: { clientId: "${clientId}" }) { ${payload('AddOAuthClientSecret')} }
       rotated: rotateOAuthClientSecret(input: { clientId: "${clientId}" }) { ${payload('RotateOAuthClientSecret')} }
     }`,
  );
  expect(added.client).toMatchObject({
    secrets: [{ status: 'ACTIVE' }, { status: 'ACTIVE' }],
    secretLastFour: added.issuedSecret.lastFour,
  });
  expect(rotated.client).toMatchObject({
    secrets: [{ status: 'RETIRED' }, { status: 'RETIRED' }, { status: 'ACTIVE' }],
    secretLastFour: rotated.issuedSecret.lastFour,
  });
});
