import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, databases, openGateway, type TestGateway } from '../harness/gateway.ts';

const documentOf = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}-oauth-client.graphql`, import.meta.url), 'utf8');
const [create, clone] = [documentOf('create'), documentOf('clone')];
const redirectUris = ['https://app.example.com/callback'];
const clients = '/admin/oauth/clients';

const resultOf = ({ body }: Answer) => Object.values(body.data)[0] as Result;
interface Result {
  readonly client: { readonly clientId: string };
  readonly replayed: boolean;
  readonly code: string;
  readonly issues: readonly { readonly path: string[]; readonly code: string }[];
}
const refusalOf = (answer: Answer) => {
  const { code, issues } = resultOf(answer);
  return [code, ...issues.map(({ path, code: issue }) => `${path.join('.')}: ${issue}`)];
};
const taken = ['CONFLICT', 'clientId: CLIENT_ID_TAKEN'];

describe.each(databases)('a client_id that the caller chose, on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  const register = (clientId: string, input: object = {}, variables: object = {}, token?: string) =>
    gateway.graphql(
      create,
      { input: { name: 'Mine', redirectUris, clientId, ...input }, ...variables },
      token === undefined ? {} : { token },
    );

  test.each(['billing', 'a/b?c#d%2F', '!"$&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'x'.repeat(255)])(
    'is stored byte for byte, and every API finds the client by it: %s',
    async (clientId) => {
      expect(resultOf(await register(clientId)).client.clientId).toBe(clientId);
      const path = `${clients}/${encodeURIComponent(clientId)}`;
      const read = await gateway.send('GET', path);
      expect([read.status, read.body.data.client_id]).toEqual([200, clientId]);
      const found = await gateway.graphql(
        'query ($id: String!) { oauthClient(clientId: $id) { clientId } oauthClients(filter: { query: $id }) { nodes { clientId } } auditEvents(filter: { clientId: $id }) { nodes { clientId action } } }',
        { id: clientId },
      );
      expect(found.body.data).toEqual({
        oauthClient: { clientId },
        oauthClients: { nodes: [{ clientId }] },
        auditEvents: { nodes: [{ clientId, action: 'OAUTH_CLIENT_CREATE' }] },
      });
      const renamed = await gateway.send('PUT', path, { name: 'Renamed', client_id: clientId });
      expect([renamed.status, renamed.body.data.name]).toEqual([200, 'Renamed']);
    },
  );

  test('is in Location as a path that finds the client', async () => {
    const created = await gateway.send('POST', clients, {
      client_id: 'location/of it?'.replace(' ', '+'),
      name: 'Mine',
      redirect_uris: redirectUris,
    });
    expect([created.status, created.body.data.client_id]).toEqual([201, 'location/of+it?']);
    const location = created.headers.get('location') ?? '';
    expect((await gateway.send('GET', location)).body.data.client_id).toBe('location/of+it?');
  });

  test('is distinguished from one in other letters', async () => {
    await register('Case');
    expect(resultOf(await register('case')).client.clientId).toBe('case');
  });

  test('is given to one of ten concurrent registrations, and the others get an issue', async () => {
    const before = (await gateway.written()).clients.length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => register('wanted')));
    const results = answers.map(resultOf);
    expect(results.filter(({ client }) => client !== undefined)).toHaveLength(1);
    const refused = answers.filter((answer) => resultOf(answer).client === undefined);
    expect(refused.map(refusalOf)).toEqual(Array(9).fill(taken));
    expect((await gateway.written()).clients).toHaveLength(before + 1);
  });

  test('is unique among tenants, and a deleted client keeps it', async () => {
    await register('unique');
    const rival = await gateway.token({ tenant: 'rival' });
    expect(refusalOf(await register('unique', {}, {}, rival))).toEqual(taken);
    await gateway.send('DELETE', `${clients}/unique`);
    expect(refusalOf(await register('unique'))).toEqual(taken);
    const inRest = await gateway.send('POST', clients, {
      client_id: 'unique',
      name: 'Mine',
      redirect_uris: redirectUris,
    });
    expect([inRest.status, inRest.body.errors]).toMatchObject([
      409,
      [{ field: 'client_id', code: 'CLIENT_ID_TAKEN' }],
    ]);
  });

  test('is refused with every other issue, also by a dry run, which says whether it is taken', async () => {
    await register('dry');
    expect(refusalOf(await register('https://a.example/', { name: '' }))).toEqual([
      'INVALID_CLIENT_METADATA',
      'clientId: CLIENT_ID_URL',
      'name: NAME_BLANK',
    ]);
    const { body } = await gateway.graphql(
      'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { issues { path code } } }',
      { input: { name: '', redirectUris, clientId: 'dry' } },
    );
    expect(body.data.validateOAuthClient.issues).toEqual([
      { path: ['clientId'], code: 'CLIENT_ID_TAKEN' },
      { path: ['name'], code: 'NAME_BLANK' },
    ]);
  });

  test('is part of what an idempotency key stands for', async () => {
    const keyed = { idempotencyKey: 'key of a client_id' };
    const calls = await Promise.all(Array.from({ length: 5 }, () => register('keyed', {}, keyed)));
    expect(calls.map((call) => resultOf(call).client?.clientId)).toEqual(Array(5).fill('keyed'));
    expect(calls.filter((call) => !resultOf(call).replayed)).toHaveLength(1);
    expect(refusalOf(await register('other', {}, keyed))).toEqual([
      'CONFLICT',
      'idempotencyKey: IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('and a name can be given to a clone, which an idempotency key makes only once', async () => {
    await register('original');
    const copy = (input: object, idempotencyKey?: string) =>
      gateway.graphql(clone, { input: { clientId: 'original', ...input }, idempotencyKey });
    const first = resultOf(await copy({ newClientId: 'copy', name: 'Copy' }, 'copied once'));
    expect([first.client, first.replayed]).toMatchObject([{ clientId: 'copy', name: 'Copy' }, false]);
    const again = resultOf(await copy({ newClientId: 'copy', name: 'Copy' }, 'copied once'));
    expect([again.client.clientId, again.replayed]).toEqual(['copy', true]);
    expect(refusalOf(await copy({ newClientId: 'copy' }))).toEqual([
      'CONFLICT',
      'newClientId: CLIENT_ID_TAKEN',
    ]);
    expect(refusalOf(await copy({ newClientId: 'a b', name: '' }))).toEqual([
      'INVALID_CLIENT_METADATA',
      'newClientId: CLIENT_ID_FORM',
      'name: NAME_BLANK',
    ]);
    const path = `${clients}/original/clone`;
    const headers = { 'idempotency-key': 'cloned once' };
    const [one, other] = [
      await gateway.send('POST', path, undefined, { headers }),
      await gateway.send('POST', path, undefined, { headers }),
    ];
    expect(other.body.data.client_id).toBe(one.body.data.client_id);
    expect([one, other].map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  });

  test.each(['..', 'a b', '%00', 'x'.repeat(256), '客户端'])(
    'that cannot exist is not found: %s',
    async (clientId) => {
      const read = await gateway.graphql('query ($id: String!) { oauthClient(clientId: $id) { name } }', {
        id: clientId,
      });
      expect(read.body.data).toEqual({ oauthClient: null });
    },
  );
});

test('a client_id that the caller chose cannot fail the statement of registrations without one', async () => {
  const gateway = await openGateway('PostgreSQL');
  const statements = async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return (
      /^clientele_statement_batch_size_count\{statement="create_clients"\} (\d+)/m.exec(text)?.[1] ?? '0'
    );
  };
  const before = await statements();
  const input = { name: 'Mine', redirect_uris: redirectUris };
  const answers = await Promise.all(
    ['twice', 'twice'].map((client_id) => gateway.send('POST', clients, { ...input, client_id })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await statements()).toBe(before);
  await gateway.close();
});

test('a client_id that an import has not committed yet delays no registration with an idempotency key', async () => {
  const gateway = await openGateway('PostgreSQL');
  const input = { name: 'Mine', redirect_uris: redirectUris };
  const token = await gateway.token({ tenant: 'modest' });
  const keyed = (key: string) =>
    gateway.send('POST', clients, input, { token, headers: { 'idempotency-key': key } });
  expect((await keyed('first')).status).toBe(201);
  const [importing, watching] = [1, 2].map(() => postgres(gateway.databaseUrl ?? '', { max: 1 })) as [
    postgres.Sql,
    postgres.Sql,
  ];
  const before = performance.now();
  const held = await importing.begin(async (transaction) => {
    await transaction`
      insert into oauth_clients select (jsonb_populate_record(c, jsonb_build_object('id', 'x', 'client_id', 'held'))).*
      from oauth_clients c`;
    const answers = Promise.all(
      Array.from({ length: 5 }, () => gateway.send('POST', clients, { ...input, client_id: 'held' })),
    );
    const countWaiting = async () =>
      (
        await watching`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      ).length;
    await expect.poll(countWaiting, { interval: 10 }).toBe(2);
    expect((await keyed('second')).status).toBe(201);
    // Locks are waited for three seconds.
    expect(performance.now() - before).toBeLessThan(2500);
    return [answers];
  });
  expect((await held[0])?.map(({ status }) => status)).toEqual(Array(5).fill(409));
  await Promise.all([importing.end(), watching.end()]);
  await gateway.close();
});
