import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

/** Numbers of rows and characters that make one search run far longer than a test waits. */
const heavy = { rows: 800, characters: 100_000 };
/** No name contains it, although every name contains each of its trigrams. */
const heavyPattern = `${'a'.repeat(120)}b${'a'.repeat(101)}`;
const search = 'query ($name: String!) { oauthClients(filter: { name: $name }) { nodes { clientId } } }';
const uri = 'https://app.example.com/cb';

let gateway: TestGateway;
let inside: postgres.Sql;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  inside = postgres(gateway.databaseUrl ?? '', { max: 2, onnotice: () => {} });
  // These keys are longer than the gateway writes them, and than this index accepts.
  await inside`drop index oauth_clients_by_name`;
  await inside`
    insert into oauth_clients (id, client_id, tenant_id, name, name_key, redirect_uris, client_auth_methods,
      grant_types, scopes, cors_origins, is_confidential, status, version, created_at, updated_at)
    select lpad(n::text, 26, '0'), 'app-' || lpad(n::text, 26, '0'), 'greedy', 'name',
      repeat('a', ${heavy.characters}::int) || 'b' || repeat('a', 100), array[${uri}], array['client_secret_basic'],
      array['authorization_code'], array['openid'], array[]::text[], true, 'active', 1, now(), now()
    from generate_series(1, ${heavy.rows}::int) n`;
});
afterAll(async () => {
  await gateway.close();
  await inside.end();
});

/** Searches that the server is running. */
async function searchesUnderWay(): Promise<number> {
  const [row] = await inside<{ count: number }[]>`
    select count(*)::int from pg_stat_activity
    where datname = current_database() and state = 'active' and query like '%"name_key" like%' and pid <> pg_backend_pid()`;
  return row?.count ?? 0;
}

async function untilUnderWay(isRight: (count: number) => boolean): Promise<number> {
  let count = -1;
  for (let attempt = 0; attempt < 800; attempt++) {
    count = await searchesUnderWay();
    if (isRight(count)) return count;
    await delay(10);
  }
  throw new Error(`${count} searches are under way after 8 seconds.`);
}

function openSearches(token: string, count: number) {
  const caller = new AbortController();
  const body = JSON.stringify({ query: search, variables: { name: heavyPattern } });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answers = Array.from({ length: count }, () =>
    fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: caller.signal }).then(
      async (answer) => {
        await answer.text();
        return answer.status;
      },
      () => 'gone' as const,
    ),
  );
  return {
    answers: Promise.all(answers),
    leave: () => caller.abort(),
  };
}

describe('while one tenant sends as many searches as it can', () => {
  test('two of its searches run, and another tenant can register, change and search', async () => {
    const greedy = openSearches(await gateway.token({ tenant: 'greedy' }), 30);
    await untilUnderWay((count) => count >= 2);
    const call = { token: await gateway.token({ tenant: 'modest' }) };
    const counts: number[] = [];
    for (let round = 0; round < 5; round++) {
      const created = await gateway.send(
        'POST',
        '/admin/oauth/clients',
        { name: 'Modest', redirect_uris: [uri] },
        call,
      );
      const path = `/admin/oauth/clients/${created.body.data.client_id}`;
      const changed = await gateway.send('PUT', path, { name: `Modest ${round}` }, call);
      const found = await gateway.graphql(search, { name: 'odest' }, call);
      expect([created.status, changed.status, found.status]).toEqual([201, 200, 200]);
      expect(found.body.data.oauthClients.nodes).toHaveLength(round + 1);
      counts.push(await searchesUnderWay());
    }
    greedy.leave();
    await greedy.answers;
    expect(Math.max(...counts)).toBe(2);
    await untilUnderWay((count) => count === 0);
  });

  test('searches that wait too long get 503 with Retry-After, and are not logged as errors', async () => {
    const before = gateway.logLines.length;
    const token = await gateway.token({ tenant: 'greedy' });
    const caller = new AbortController();
    const rest = openSearches(token, 250);
    const statuses = await Promise.race([rest.answers, delay(8000, undefined, caller)]);
    caller.abort();
    rest.leave();
    expect(statuses ?? [503]).toContain(503);
    await rest.answers;
    await untilUnderWay((count) => count === 0);
    expect(gateway.logLines.slice(before).join('')).not.toContain('INTERNAL');
  });
});

test('lists clients without a filter while the slow searches of the same tenant run', async () => {
  const token = await gateway.token({ tenant: 'greedy' });
  const searches = openSearches(token, 2);
  await untilUnderWay((count) => count === 2);
  const { body } = await gateway.graphql('{ oauthClients(first: 1) { nodes { clientId } } }', {}, { token });
  expect(body.data.oauthClients?.nodes).toHaveLength(1);
  searches.leave();
  await searches.answers;
  await untilUnderWay((count) => count === 0);
});

test('runs twenty searches of one request without a warning about listeners', async () => {
  const warnings: string[] = [];
  const collect = ({ name }: Error) => warnings.push(name);
  process.on('warning', collect);
  const fields = Array.from(
    { length: 20 },
    (_, index) => `list${index}: oauthClients(filter: { name: "none ${index}" }) { totalCount }`,
  );
  const token = await gateway.token({ tenant: 'listeners' });
  const { body } = await gateway.graphql(`{ ${fields.join(' ')} }`, {}, { token });
  process.off('warning', collect);
  expect(body.errors).toBeUndefined();
  expect(warnings).toEqual([]);
});

test('cancels a search on the server when its caller disconnects, and its connection serves the next one', async () => {
  const token = await gateway.token({ tenant: 'greedy' });
  for (let round = 0; round < 3; round++) {
    const searches = openSearches(token, 2);
    await untilUnderWay((count) => count === 2);
    searches.leave();
    expect(await searches.answers).toEqual(['gone', 'gone']);
    await untilUnderWay((count) => count === 0);
  }
  const { status } = await gateway.graphql(search, { name: 'nothing' }, { token });
  expect(status).toBe(200);
});

test('drops a search that waits when its caller disconnects', async () => {
  const token = await gateway.token({ tenant: 'greedy' });
  const first = openSearches(token, 2);
  await untilUnderWay((count) => count === 2);
  const second = openSearches(token, 20);
  await delay(50);
  second.leave();
  await second.answers;
  first.leave();
  await first.answers;
  await untilUnderWay((count) => count === 0);
  // A search that was not dropped would start now.
  await delay(100);
  expect(await searchesUnderWay()).toBe(0);
});

test('the time of a search is charged to the actor who requested it only', async () => {
  const limited = await openGateway('PostgreSQL', { rateLimit: { actor: 20, address: 10_000 } });
  const holder = postgres(limited.databaseUrl ?? '', { max: 1, onnotice: () => {} });
  try {
    const call = { token: await limited.token({ sub: 'slow' }) };
    await holder.begin(async (sql) => {
      await sql`lock table oauth_clients in access exclusive mode`;
      const answer = limited.graphql(search, { name: 'x' }, call);
      // Beyond the first 200 ms, which cost one point, every 20 ms cost one; the actor has 20.
      await delay(800);
      await sql`commit`;
      expect((await answer).status).toBe(200);
    });
    expect((await limited.graphql(search, { name: 'x' }, call)).status).toBe(429);
    const other = { token: await limited.token({ sub: 'quick' }) };
    for (let count = 0; count < 5; count++) {
      expect((await limited.graphql('{ oauthClients { totalCount } }', {}, other)).status).toBe(200);
    }
  } finally {
    await holder.end();
    await limited.close();
  }
});

test('a name that is long in compatibility form can be registered, found and used in a cursor', async () => {
  const token = await gateway.token({ tenant: 'long-names' });
  // The squares of Katakana words have up to six letters each; the text is too irregular to be compressed.
  const nameOf = (seed: number) =>
    Array.from({ length: 255 }, (_, index) =>
      String.fromCodePoint(0x3300 + ((index * index * (seed + 7) + seed) % 0x58)),
    ).join('');
  const create =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
  for (let seed = 0; seed < 3; seed++) {
    const input = { name: nameOf(seed), redirectUris: [uri] };
    const { body } = await gateway.graphql(create, { input }, { token });
    expect(body.data.createOAuthClient.__typename).toBe('CreateOAuthClientPayload');
  }
  const page = `query ($after: String, $name: String) {
    oauthClients(first: 1, after: $after, filter: { name: $name }, orderBy: { field: NAME, direction: ASC }) {
      nodes { name } pageInfo { endCursor } } }`;
  const found = new Set<string>();
  let after: string | undefined;
  for (let count = 0; count < 3; count++) {
    const { body } = await gateway.graphql(page, { after }, { token });
    found.add(body.data.oauthClients.nodes[0].name);
    after = body.data.oauthClients.pageInfo.endCursor;
  }
  expect(found).toEqual(new Set([nameOf(0), nameOf(1), nameOf(2)]));
  const { body } = await gateway.graphql(page, { name: nameOf(1) }, { token });
  expect(body.data.oauthClients.nodes).toEqual([{ name: nameOf(1) }]);
});

test('a search for a name that no client can have is refused', async () => {
  const token = await gateway.token();
  for (const [name, expected] of [
    ['\uFDFA'.repeat(255), undefined],
    ['\uFDFA'.repeat(256), 'FILTER'],
    ['\u{1F600}'.repeat(255), undefined],
    ['\u{1F600}'.repeat(256), 'FILTER'],
  ] as const) {
    const { body } = await gateway.graphql(search, { name }, { token });
    expect(body.errors?.[0].extensions.issues[0].code).toBe(expected);
  }
});
