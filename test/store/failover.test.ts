import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { verifySecret } from '../../src/credentials/verify-secret.ts';
import { openReplica } from '../../src/store/postgres/postgres.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
  startStandby,
} from '../harness/postgres-server.ts';
import { allRows } from '../harness/row.ts';

const patience = { timeout: 30_000, interval: 20 };
const callers = 8;
/** More than any machine handles during the test. */
const maxRegistrations = 100_000;
const clientsPath = '/admin/oauth/clients';
const redirectUri = 'https://app.example.com/callback';
const mutation = readFileSync(
  new URL('../../schema/operations/create-oauth-client.graphql', import.meta.url),
  'utf8',
);

type Api = 'GraphQL' | 'REST';

interface Answer {
  readonly status: number;
  /** The name of a registered client. */
  readonly clientId?: string;
  readonly secret?: string;
}

interface Registration extends Answer {
  readonly api: Api;
  readonly name: string;
  /** Counts all started registrations. */
  readonly index: number;
}

const apis: Record<Api, (gateway: TestGateway, name: string, token: string) => Promise<Answer>> = {
  GraphQL: async (gateway, name, token) => {
    const variables = { input: { name, redirectUris: [redirectUri] } };
    const { status, body } = await gateway.graphql(mutation, variables, { token });
    const created = body.data?.createOAuthClient;
    return { status, clientId: created?.client.clientId, secret: created?.issuedSecret.plaintext };
  },
  REST: async (gateway, name, token) => {
    const registration = { name, redirect_uris: [redirectUri] };
    const { status, body } = await gateway.send('POST', clientsPath, registration, { token });
    return { status, clientId: body.data?.client_id, secret: body.data?.client_secret };
  },
};

/** For calls that end with the gateway after the test has failed. */
const nobodyWaits = () => {};
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Callers of GraphQL and REST, each of which registers one client after another until it is stopped. */
function registerWithoutPause(gateway: TestGateway, token: string) {
  const answered: Registration[] = [];
  const unanswered = new Map<number, string>();
  let begun = 0;
  let isOn = true;
  const call = async (api: Api) => {
    while (isOn && begun < maxRegistrations) {
      const index = begun++;
      const name = `${api} ${index}`;
      unanswered.set(index, name);
      answered.push({ api, name, index, ...(await apis[api](gateway, name, token)) });
      unanswered.delete(index);
    }
  };
  const calls = Promise.all(times(callers).map((index) => call(index % 2 === 0 ? 'GraphQL' : 'REST')));
  calls.catch(nobodyWaits);
  return {
    answered,
    unanswered: () => [...unanswered.values()],
    begun: () => begun,
    /** The smaller number that GraphQL or REST acknowledged, of those started after the first n. */
    acknowledged: (after = 0) => {
      const done = answered.filter(({ index, clientId }) => clientId !== undefined && index >= after);
      const count = (wanted: Api) => done.filter(({ api }) => api === wanted).length;
      return Math.min(count('GraphQL'), count('REST'));
    },
    stop: () => {
      isOn = false;
      return calls;
    },
  };
}

async function startPair(): Promise<Record<'primary' | 'standby', PostgresServer>> {
  const primary = await startPostgres();
  onTestFinished(primary.remove);
  const standby = await startStandby(primary);
  onTestFinished(standby.remove);
  return { primary, standby };
}

function withDatabase(url: string, pathname: string): string {
  return Object.assign(new URL(url), { pathname }).href;
}

/** The connections to the database as the standby reports them. */
function watch(url: string, database: string) {
  const client = postgres(withDatabase(url, '/postgres'), { max: 1 });
  onTestFinished(() => client.end({ timeout: 1 }));
  return {
    /** A commit is acknowledged when the standby has it, which is before it is visible there. */
    exists: async () => {
      const rows = await client`select from pg_database where datname = ${database}`;
      return rows.length === 1;
    },
    /** The connections that the gateway keeps. */
    kept: async () => {
      const [row] = await client`select count(*)::int as count from pg_stat_activity
        where datname = ${database} and application_name = 'clientele'`;
      return row?.count;
    },
    /** All connections since the start. */
    tried: async () => {
      const [row] =
        await client`select sessions::int as count from pg_stat_database where datname = ${database}`;
      return row?.count ?? 0;
    },
    promote: () => client`select pg_promote()`,
  };
}

test.each([
  ['first', 'primary', 'standby'],
  ['last', 'standby', 'primary'],
] as const)(
  'when the primary dies, named %s, a gateway continues with the promoted standby, which has every acknowledged client',
  { timeout: 120_000 },
  async (_, one, two) => {
    const pair = await startPair();
    const { primary, standby } = pair;
    const database = new URL(await createDatabase(primary.url)).pathname;
    const onStandby = watch(standby.url, database.slice(1));
    // Without the database, the standby would refuse a session before the primary is tried.
    await expect.poll(onStandby.exists, { ...patience, message: 'the database at the standby' }).toBe(true);
    const hosts = [pair[one], pair[two]].map(({ url }) => new URL(url).host).join(',');
    const gateway = await openGateway('PostgreSQL', {
      databaseUrl: `postgres://postgres@${hosts}${database}`,
    });
    onTestFinished(gateway.close);
    const token = await gateway.token();
    const load = registerWithoutPause(gateway, token);

    await expect.poll(() => load.acknowledged(), { ...patience, message: 'before' }).toBeGreaterThan(50);
    expect(load.answered.filter(({ clientId }) => clientId === undefined)).toEqual([]);
    await expect.poll(onStandby.kept, { ...patience, message: 'connections to the standby' }).toBe(0);
    const tried = await onStandby.tried();
    await primary.kill();
    const [first] = load.answered;
    const withoutPrimary = Promise.all([
      gateway.send('GET', clientsPath, undefined, { token }),
      gateway.send('PUT', `${clientsPath}/${first?.clientId}`, { name: 'Changed' }, { token }),
    ]);
    withoutPrimary.catch(nobodyWaits);
    await expect.poll(onStandby.tried, { ...patience, message: 'tries' }).toBeGreaterThan(tried);

    await onStandby.promote();
    const begunAfter = load.begun();
    await expect
      .poll(() => load.acknowledged(begunAfter), { ...patience, message: 'registered after the promotion' })
      .toBeGreaterThan(50);
    const stopped = load.stop();
    await expect.poll(load.unanswered, { ...patience, message: 'calls without an answer' }).toEqual([]);
    await stopped;
    for (const { status } of await withoutPrimary) expect([200, 500, 503]).toContain(status);
    for (const { status, clientId, name } of load.answered) {
      // GraphQL responds 200 with the code of the failure.
      expect(clientId ? [200, 201] : [200, 500, 503], `status of ${name}`).toContain(status);
    }
    expect(
      gateway.logLines.filter((line) => /25006|read-only/.test(line)),
      'written to a standby',
    ).toEqual([]);
    await expectComplete(withDatabase(standby.url, database), load.answered);
  },
);

/** Checks that every acknowledged registration is stored, and that none is stored in part. */
async function expectComplete(url: string, answered: readonly Registration[]): Promise<void> {
  const { database, close } = openReplica(url);
  onTestFinished(close);
  const { clients, secrets, auditEvents } = await allRows(database);
  const creations = auditEvents.filter(({ action }) => action === 'oauth_client.create');
  expect(clients.map(({ clientId }) => clientId).sort(), 'clients and their audit events').toEqual(
    creations.map(({ clientId }) => clientId).sort(),
  );
  expect(clients.map(({ id }) => id).sort(), 'clients and their secrets').toEqual(
    secrets.map(({ oauthClientId }) => oauthClientId).sort(),
  );
  const stored = new Map(clients.map((client) => [client.clientId, client]));
  const secretOf = new Map(secrets.map((row) => [row.oauthClientId, row]));
  const isThere = ({ clientId = '', name, secret = '' }: Registration) => {
    const client = stored.get(clientId);
    if (client === undefined || ![name, 'Changed'].includes(client.name)) return false;
    const row = secretOf.get(client.id);
    return row !== undefined && verifySecret(secret, [row], new Date()) === row;
  };
  const acknowledged = answered.filter(({ clientId }) => clientId !== undefined);
  expect(
    acknowledged.filter((registration) => !isThere(registration)),
    'acknowledged and lost',
  ).toEqual([]);
}
