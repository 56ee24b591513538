import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type Answer, type Call, openGateway, type TestGateway } from '../harness/gateway.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
  startStandby,
} from '../harness/postgres-server.ts';

const header = 'clientele-position';
const patience = { timeout: 30_000, interval: 20 };
const clientsPath = '/admin/oauth/clients';
const registration = { name: 'My app', redirectUris: ['https://app.example.com/callback'] };
const restRegistration = { name: registration.name, redirect_uris: registration.redirectUris };
const unknownClient = 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV';

let primary: PostgresServer;
let standby: PostgresServer;
let onPrimary: postgres.Sql;
let onStandby: postgres.Sql;
let dataDirectory: string;
let databaseUrl: string;
/** Two instances on one primary and one replica. They share the key of the development issuer. */
let here: TestGateway;
let there: TestGateway;
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'clientele-replica-'));
  primary = await startPostgres();
  databaseUrl = await createDatabase(primary.url);
  standby = await startStandby(primary);
  const replicaUrl = new URL(databaseUrl);
  replicaUrl.port = new URL(standby.url).port;
  onPrimary = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  onStandby = postgres(replicaUrl.href, { max: 1, onnotice: () => {} });
  here = await openInstance(replicaUrl.href);
  there = await openInstance(replicaUrl.href);
});
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
  await Promise.all([onPrimary?.end({ timeout: 1 }), onStandby?.end({ timeout: 1 })]);
  await standby?.remove();
  await primary?.remove();
  await rm(dataDirectory, { recursive: true });
});
beforeEach(async () => {
  await onStandby`select pg_wal_replay_resume()`;
  await untilReplayed();
});

function openInstance(databaseReplicaUrl: string | undefined): Promise<TestGateway> {
  return openGateway('PostgreSQL', { databaseUrl, databaseReplicaUrl, dataDirectory });
}

/**
 * The position of the last write may be in a page without any data, which the standby reaches only after another write.
 */
async function untilReplayed(): Promise<void> {
  await onPrimary`select pg_logical_emit_message(true, 'test', '')`;
  const [row] = await onPrimary`select pg_current_wal_flush_lsn()::text as position`;
  const hasAll = async () => {
    const [state] = await onStandby`select pg_last_wal_replay_lsn() >= ${row?.position}::pg_lsn as is_there`;
    expect(state?.is_there, `the standby has replayed ${row?.position}`).toBe(true);
  };
  await vi.waitFor(hasAll, patience);
}

/** From here on the replica does not replay: commits wait until they are on its disk, not until they are visible. */
async function stopReplay(): Promise<void> {
  await onStandby`select pg_wal_replay_pause()`;
  const isPaused = async () => {
    const [row] = await onStandby`select pg_get_wal_replay_pause_state() as state`;
    expect(row?.state, 'replay on the standby').toBe('paused');
  };
  await vi.waitFor(isPaused, patience);
}

type Send = (gateway: TestGateway, call?: Call) => Promise<Answer>;

const mutation = `mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) {
  ... on CreateOAuthClientPayload { client { clientId } } ... on RegistrationError { code } } }`;
const create = (changes: object): Send => {
  const input = { ...registration, ...changes };
  return (gateway, call) => gateway.graphql(mutation, { input }, call);
};
const rest =
  (method: string, path: string, body?: object): Send =>
  (gateway, call) =>
    gateway.send(method, `${clientsPath}${path}`, body, call);
const query =
  (text: string): Send =>
  (gateway, call) =>
    gateway.graphql(`{ ${text} }`, {}, call);

const insecure = ['http://app.example.com/'];
const claims = {
  reader: { role: '', scope: 'oauth.clients:read' },
  admin: { role: 'admin' },
};

test.each<[string, keyof typeof claims, Send]>([
  ['a registration by GraphQL', 'admin', create({})],
  ['a registration by REST', 'admin', rest('POST', '', restRegistration)],
  ['an invalid registration by GraphQL', 'admin', create({ redirectUris: insecure })],
  [
    'an invalid registration by REST',
    'admin',
    rest('POST', '', { ...restRegistration, redirect_uris: insecure }),
  ],
  ['a change of an unknown client by REST', 'admin', rest('PUT', `/${unknownClient}`, { name: 'x' })],
  ['a registration by GraphQL without the right to write', 'reader', create({})],
  ['a registration by REST without the right to write', 'reader', rest('POST', '', restRegistration)],
])('the response to %s, which added an audit event, has a position', async (sub, who, write) => {
  const before = await here.rows();
  const { status, headers, text } = await write(here, { token: await here.token({ ...claims[who], sub }) });
  const after = await here.rows();
  expect(after.auditEvents.length, `events of ${status} ${text}`).toBe(before.auditEvents.length + 1);
  const position = headers.get(header) ?? '';
  expect(position).toMatch(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/);
  const [row] = await onPrimary`select pg_current_wal_insert_lsn() >= ${position}::pg_lsn as is_written`;
  expect(row?.is_written, position).toBe(true);
});

/** Writes nothing. */
const reads: [string, Send][] = [
  ['a search by GraphQL', query('oauthClients { totalCount nodes { name secrets { lastFour } } }')],
  ['a lookup by GraphQL', query(`oauthClient(clientId: "${unknownClient}") { name }`)],
  ['the audit trail by GraphQL', query('auditEvents { totalCount }')],
  ['a dry run', query('validateOAuthClient(input: { name: "", redirectUris: [] }) { valid }')],
  ['a search by REST', rest('GET', '')],
  ['a lookup by REST', rest('GET', `/${unknownClient}`)],
];

test.each(reads)('the response to %s has no position', async (_, read) => {
  const { status, headers } = await read(here);
  expect(status).toBeLessThan(500);
  expect(headers.has(header)).toBe(false);
});

test('without a replica no response has a position, and a received one has no effect', async () => {
  const alone = await openInstance(undefined);
  onTestFinished(alone.close);
  const writes = [create({}), rest('POST', '', restRegistration), create({ redirectUris: insecure })];
  for (const send of [...writes, ...reads.map(([, read]) => read)]) {
    const { status, headers } = await send(alone, { headers: { [header]: 'FFFFFFFF/FFFFFFFF' } });
    expect(status).toBeLessThan(500);
    expect(headers.has(header)).toBe(false);
  }
});

/** Whether a caller sees a client, by each way to read it. */
async function sees(gateway: TestGateway, clientId: string, call: Call): Promise<boolean[]> {
  const ways = [
    rest('GET', `/${clientId}`),
    rest('GET', ''),
    query(`oauthClient(clientId: "${clientId}") { clientId }`),
    query('oauthClients(first: 100) { nodes { clientId } }'),
  ];
  const seen: boolean[] = [];
  for (const look of ways) seen.push((await look(gateway, call)).text.includes(clientId));
  return seen;
}
const all = [true, true, true, true];
const nothing = [false, false, false, false];

test.each([
  ['GraphQL', create({})],
  ['REST', rest('POST', '', restRegistration)],
])(
  'while the replica lags, another instance shows a client registered by %s to a caller that sends the position',
  async (_, write) => {
    const [alice, bob] = [{ token: await here.token() }, { token: await here.token({ sub: 'bob' }) }];
    await stopReplay();
    const { headers, text } = await write(here, alice);
    const [clientId = ''] = /app-[0-9A-Z]{26}/.exec(text) ?? [];
    const withPosition = { headers: { [header]: headers.get(header) ?? '' } };
    expect(await sees(here, clientId, alice), 'who registered it, where it did').toEqual(all);
    expect(await sees(here, clientId, bob), 'another, who gets the older state').toEqual(nothing);
    expect(await sees(there, clientId, alice), 'who registered it, elsewhere').toEqual(nothing);
    expect(await sees(there, clientId, { ...alice, ...withPosition }), 'with the position').toEqual(all);
    expect(await sees(there, clientId, { ...bob, ...withPosition }), 'another with it').toEqual(all);
  },
);

test.each([
  'x',
  '0',
  '/',
  '0/',
  'FFFFFFFF/FFFFFFFF0',
  '-1/0',
  "0/0'; select 1",
  'FFFFFFFF/FFFFFFFF, 0/0',
  '"0/0"',
])('an invalid position is ignored: %s', async (garbage) => {
  await stopReplay();
  const { text } = await create({})(here);
  const [clientId = ''] = /app-[0-9A-Z]{26}/.exec(text) ?? [];
  const call = { headers: { [header]: garbage } };
  expect(await sees(there, clientId, call)).toEqual(nothing);
  expect((await rest('POST', '', restRegistration)(there, call)).status).toBe(201);
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('an unreachable replica fails no read, and causes one log line without a secret', async () => {
  const lonely = await openInstance(`postgres://somebody:pass-word@127.0.0.1:${await closedPort()}/clients`);
  onTestFinished(lonely.close);
  const { text } = await create({})(lonely);
  const [clientId = ''] = /app-[0-9A-Z]{26}/.exec(text) ?? [];
  // While the clock does not move, the replica is not used.
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const call = { token: await lonely.token({ sub: 'bob' }) };
  expect(await sees(lonely, clientId, call)).toEqual(all);
  const warnings = lonely.logLines.filter((line) => line.includes('"level":40'));
  expect(warnings).toEqual([expect.stringContaining('replica failed; not used until it recovers')]);
  expect(lonely.logLines.join('')).not.toMatch(/"level":[56]0|pass-word|somebody|secret_|My app/);
  expect(warnings.join('')).not.toContain(clientId);
});
