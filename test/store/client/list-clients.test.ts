import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type {
  ClientFilter,
  ClientOrder,
  ClientPosition,
  ListedClient,
} from '../../../src/domain/client/client-filter.ts';
import type { Client } from '../../../src/domain/client/client-metadata.ts';
import { nameKeyOf } from '../../../src/domain/client/client-name.ts';
import { type Page, sliceOf } from '../../../src/domain/page.ts';
import { toRow } from '../../../src/store/client/client-row.ts';
import type { OpenDatabase } from '../../../src/store/database.ts';
import { openPostgres } from '../../../src/store/postgres/postgres.ts';
import { type Store, storeOn } from '../../../src/store/store.ts';
import { oauthClients } from '../../../src/store/table.ts';
import { openEmbedded } from '../../harness/embedded-database.ts';
import { databases } from '../../harness/gateway.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { makeClient } from '../client-maker.ts';

const newestFirst: ClientOrder = { field: 'createdAt', isDescending: true };
const oldestFirst: ClientOrder = { field: 'createdAt', isDescending: false };
const byName: ClientOrder = { field: 'name', isDescending: false };
const byNameFromTheEnd: ClientOrder = { field: 'name', isDescending: true };

function pageOf(changes: Partial<Page<ClientPosition>> = {}): Page<ClientPosition> {
  return { limit: 20, isBackward: false, after: undefined, before: undefined, skip: 0, ...changes };
}

const now = new Date('2026-01-31T23:59:59.123Z');
const instants = [
  new Date('2026-01-01T00:00:00.000Z'),
  new Date('2026-01-01T00:00:00.001Z'),
  new Date('2026-02-28T23:59:59.999Z'),
  new Date('2026-03-01T00:00:00.000Z'),
] as const;

/** Some are equal, some differ in letter case only, and two sort differently in UTF-8 and UTF-16. */
const names = [
  ...['Zebra', 'apple', 'Apple', 'apple', 'Éclair', 'eclair', 'Ω', 'ﬁne', 'fine', '日本', '\uE000 private'],
  ...['😀 smile', 'a', 'a b', 'a-b', 'A', 'pineapple', '!', '~'],
] as const;

const sharedUri = 'http://localhost/callback';
const ownUri = (index: number) => `https://acme.example/${index}?a={"b",c}\\d,'NULL'`;

let lastId = 0;
/** Ids that depend neither on the time of registration nor on the name. */
function newIds() {
  lastId += 1;
  const id = `${(lastId * 7919) % 10_007}`.padStart(26, '0');
  return { id, clientId: `app-${id}` };
}

function clientOf(changes: Partial<Client>): Client {
  return makeClient(newIds().id, { redirectUris: [sharedUri], ...changes });
}

const acme = Array.from({ length: 2 * names.length }, (_, index) =>
  clientOf({
    name: names[index % names.length] ?? '',
    createdAt: instants[(index * 5) % 4] ?? now,
    redirectUris: index % 2 ? [sharedUri, ownUri(index)] : [ownUri(index), sharedUri],
    status: index % 3 ? 'active' : 'suspended',
    grantTypes: index % 4 ? ['authorization_code'] : ['authorization_code', 'refresh_token'],
    clientAuthMethods: index % 5 ? ['client_secret_basic'] : ['client_secret_basic', 'private_key_jwt'],
    fapiProfile: index % 7 ? null : index % 2 ? 'fapi2_security' : 'fapi1_baseline',
    lastUsedAt: index % 6 ? null : (instants[index % 4] ?? null),
  }),
);
const rival = names.slice(0, 7).map((name, index) => {
  const ids = newIds();
  const redirectUris = [sharedUri, `https://rival.example/${ids.id}`];
  return clientOf({ ...ids, tenantId: 'rival', name, redirectUris, createdAt: instants[index % 4] ?? now });
});
const deleted = names.slice(0, 5).map((name, index) => {
  const ids = newIds();
  const redirectUris = [`https://acme.example/${ids.id}`, sharedUri];
  return clientOf({ ...ids, name, redirectUris, createdAt: instants[index % 4] ?? now, deletedAt: now });
});

/** Names in the order of their bytes; the id decides between equal names. */
function sorted(clients: readonly Client[], { field, isDescending }: ClientOrder): Client[] {
  const keyOf = (client: Client) =>
    field === 'name' ? Buffer.from(nameKeyOf(client.name)) : Buffer.from(client.createdAt.toISOString());
  const compare = (one: Client, other: Client) =>
    Buffer.compare(keyOf(one), keyOf(other)) || (one.id < other.id ? -1 : 1);
  return [...clients].sort((one, other) => (isDescending ? compare(other, one) : compare(one, other)));
}

function idsOf(clients: readonly Client[]): string[] {
  return clients.map(({ id }) => id);
}

function pageIds(page: Page<ClientPosition>, listed: readonly ListedClient[]): string[] {
  return sliceOf(page, listed).items.map(({ client }) => client.id);
}

describe('the query plan of PostgreSQL', () => {
  const rows = 20_000;
  let open: OpenDatabase;
  let client: postgres.Sql;
  let store: Store;
  let ran: { readonly query: string; readonly params: unknown[] }[] = [];

  beforeAll(async () => {
    const url = await createDatabase(inject('postgresUrl'));
    open = await openPostgres(url);
    await open.database.execute(sql`
      insert into oauth_clients (
        id, client_id, tenant_id, name, name_key, redirect_uris, client_auth_methods, grant_types, scopes, cors_origins,
        is_confidential, status, version, created_at, updated_at, deleted_at
      )
      select lpad(n::text, 26, '0'), 'app-' || lpad(n::text, 26, '0'),
        case when n % 20 = 7 then 'small' when n % 5 = 3 then 'rival' else 'acme' end,
        'Client ' || substr(md5(n::text), 1, 12), 'client ' || substr(md5(n::text), 1, 12),
        array['https://app-' || n || '.example.com/callback', 'http://localhost/callback'],
        array['client_secret_basic'], array['authorization_code'], array['openid'], array[]::text[],
        true, 'active', 1, timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-01-01',
        case when n % 50 = 1 then timestamptz '2026-06-01' end
      from generate_series(1, ${rows}::int) n`);
    await open.database.execute(sql`vacuum analyze oauth_clients`);
    client = postgres(url, { max: 1 });
    // The statements of the product, captured rather than copied.
    const logQuery = (query: string, params: unknown[]) => void ran.push({ query, params });
    const logged = drizzle(client, { logger: { logQuery } });
    store = storeOn({ database: logged, shared: logged, isConcurrent: false });
  });
  afterAll(async () => {
    await client.end();
    await open.close();
  });

  interface PlanNode {
    readonly 'Node Type': string;
    readonly 'Index Name'?: string;
    readonly 'Plan Rows': number;
    readonly 'Index Cond'?: string;
    readonly Filter?: string;
    readonly Plans?: readonly PlanNode[];
  }

  /** Runs a read and plans the one statement that it executed. */
  async function planOf(read: () => Promise<unknown>) {
    ran = [];
    await read();
    const [{ query, params } = { query: '', params: [] }, ...more] = ran;
    expect(more, 'one read is one statement').toEqual([]);
    const [answer] = await client.unsafe(
      `explain (format json) ${query}`,
      params as postgres.ParameterOrJSON<never>[],
    );
    const root = answer?.['QUERY PLAN'][0].Plan as PlanNode;
    const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
    const nodes = nodesOf(root);
    return {
      indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
      filters: nodes.flatMap((node) => node.Filter ?? []),
      isSorted: nodes.some((node) => node['Node Type'].includes('Sort')),
      isWholeTableRead: nodes.some((node) => node['Node Type'].includes('Seq Scan')),
      text: nodes.map(describeNode).join('\n'),
    };
  }

  /** The part of a plan that explains a failed test. */
  function describeNode(node: PlanNode): string {
    const condition = node['Index Cond'] ?? node.Filter ?? '';
    return `${node['Node Type']} ${node['Index Name'] ?? ''} of ${node['Plan Rows']} rows ${condition}`;
  }

  const list = (filter: ClientFilter, order: ClientOrder, page: Partial<Page<ClientPosition>> = {}) =>
    planOf(() => store.reads.listClients('acme', filter, order, pageOf(page)));

  async function somewhere(order: ClientOrder): Promise<ClientPosition> {
    const [listed] = await store.reads.listClients('acme', {}, order, pageOf({ limit: 1, skip: 5000 }));
    if (listed === undefined) throw new Error('There are too few clients to stand among them.');
    return listed.position;
  }

  describe.each([
    ['newest first', newestFirst, 'oauth_clients_by_created_at'],
    ['oldest first', oldestFirst, 'oauth_clients_by_created_at'],
    ['by name', byName, 'oauth_clients_by_name'],
    ['by name from the end', byNameFromTheEnd, 'oauth_clients_by_name'],
  ] as const)('for a list %s', (_, order, index) => {
    test.each([
      ['the first page', () => ({})],
      ['the last page', () => ({ isBackward: true })],
      ['a page after a cursor', (after: ClientPosition) => ({ after })],
      ['a page before a cursor', (before: ClientPosition) => ({ before, isBackward: true })],
    ])('reads only %s, in the order of the index', async (_page, make) => {
      const plan = await list({}, order, make(await somewhere(order)));
      expect(plan.indexes, `the index that has this order is not used:\n${plan.text}`).toEqual([index]);
      expect(plan.isSorted, `a sort reads all that it sorts:\n${plan.text}`).toBe(false);
      expect(plan.filters, `rows are read that are not of the page:\n${plan.text}`).toEqual([]);
    });
  });

  const number = 12_345;

  test.each([
    ['newest first', newestFirst],
    ['by name', byName],
  ])('searches a part of a name in the trigram index, %s', async (_, order) => {
    const [some] = await store.reads.listClients('acme', {}, newestFirst, pageOf({ limit: 1, skip: 5000 }));
    const plan = await list({ name: some?.client.name.slice(-9) ?? '' }, order);
    expect(plan.indexes, `the search walks through names:\n${plan.text}`).toEqual([
      'oauth_clients_name_search',
    ]);
  });

  describe.each([
    ['newest first', newestFirst],
    ['by name', byName],
  ])('for the clients of a redirect URI, %s,', (_, order) => {
    const redirectUri = `https://app-${number}.example.com/callback`;

    test('uses the index of URIs', async () => {
      const plan = await list({ redirectUri }, order);
      expect(plan.indexes, `the URI is not looked up:\n${plan.text}`).toEqual([
        'oauth_clients_redirect_uri_search',
      ]);
    });

    // A scan seems cheap for a page this short, as for any page of a million clients.
    test('uses the index of URIs for the smallest page too', async () => {
      const plan = await list({ redirectUri }, order, { limit: 1 });
      expect(plan.indexes, `the whole list is walked through for one client:\n${plan.text}`).toEqual([
        'oauth_clients_redirect_uri_search',
      ]);
    });

    test('scans in the order of the list if every client has the URI', async () => {
      const plan = await list({ redirectUri: 'http://localhost/callback' }, order);
      expect(plan.isSorted, `all that have the URI are read before the first is shown:\n${plan.text}`).toBe(
        false,
      );
    });
  });

  describe.each([
    ['newest first', newestFirst],
    ['by name', byName],
  ])('for the search box, %s,', (_, order) => {
    const ofSearch = [
      'oauth_clients_client_id_unique',
      'oauth_clients_name_search',
      'oauth_clients_redirect_host_search',
    ];

    test.each([
      ['a host', () => `app-${number}.example.com`],
      ['a client_id', () => `app-${`${number}`.padStart(26, '0')}`],
      ['a part of a name', (name: string) => name.slice(-9)],
      ['a host without a client', () => 'nothing-of-this-kind.example.com'],
    ])('searches %s in three indexes', async (_what, make) => {
      const [some] = await store.reads.listClients('acme', {}, newestFirst, pageOf({ limit: 1, skip: 5000 }));
      const plan = await list({ query: make(some?.client.name ?? '') }, order);
      expect(plan.indexes.sort(), `the whole list is walked through:\n${plan.text}`).toEqual(ofSearch);
    });

    test('uses the index of hosts for the smallest page too', async () => {
      const plan = await list({ query: `app-${number}.example.com` }, order, { limit: 1 });
      expect(plan.indexes.sort(), `the whole list is walked through:\n${plan.text}`).toEqual(ofSearch);
    });
  });

  test.each([
    [
      'client_id',
      () => store.reads.findClient.byClientId('acme', `app-${`${number}`.padStart(26, '0')}`),
      'oauth_clients_client_id_unique',
    ],
    ['id', () => store.reads.findClient.byId('acme', `${number}`.padStart(26, '0')), 'oauth_clients_pkey'],
  ])('finds a client by its %s in the unique index', async (_, find, index) => {
    const plan = await planOf(find);
    expect(plan.indexes, plan.text).toEqual([index]);
    expect(plan.isWholeTableRead, plan.text).toBe(false);
  });
});

describe.each(databases)('the list of clients on %s', (kind) => {
  let open: OpenDatabase;
  let store: Store;
  beforeAll(async () => {
    open =
      kind === 'PGlite'
        ? await openEmbedded()
        : await openPostgres(await createDatabase(inject('postgresUrl')));
    store = storeOn(open);
    await keep([...acme, ...rival, ...deleted]);
  });
  afterAll(() => open.close());

  async function keep(clients: readonly Client[]): Promise<void> {
    const written = clients.map((client) => ({ ...toRow(client), lastUsedAt: client.lastUsedAt }));
    await open.database.insert(oauthClients).values(written);
  }

  /** Ids of the whole list, read page by page from one end to the other. */
  async function walk(
    order: ClientOrder,
    limit: number,
    isBackward: boolean,
    tenant = 'acme',
  ): Promise<string[]> {
    const ids: string[] = [];
    let page = pageOf({ limit, isBackward });
    for (let pages = 0; pages <= 100; pages++) {
      const slice = sliceOf(page, await store.reads.listClients(tenant, {}, order, page));
      const own = slice.items.map(({ client }) => client.id);
      ids.splice(isBackward ? 0 : ids.length, 0, ...own);
      if (!(isBackward ? slice.hasPreviousPage : slice.hasNextPage)) return ids;
      const position = (isBackward ? slice.items[0] : slice.items.at(-1))?.position;
      page = pageOf({ limit, isBackward, [isBackward ? 'before' : 'after']: position });
    }
    throw new Error('The pages do not end: a cursor leads back to where it came from.');
  }

  async function find(filter: ClientFilter, tenant = 'acme'): Promise<Client[]> {
    const listed = await store.reads.listClients(tenant, filter, oldestFirst, pageOf({ limit: 100 }));
    return listed.map(({ client }) => client);
  }

  describe.each([
    ['newest first', newestFirst],
    ['oldest first', oldestFirst],
    ['by name', byName],
    ['by name from the end', byNameFromTheEnd],
  ])('for %s', (_, order) => {
    const expected = idsOf(sorted(acme, order));

    test.each([1, 7, acme.length, 100])(
      'has each client once and in order, %i a page, forward and backward',
      async (limit) => {
        expect(await walk(order, limit, false)).toEqual(expected);
        expect(await walk(order, limit, true)).toEqual(expected);
      },
    );

    test('has the items between two cursors, from either end', async () => {
      const all = await store.reads.listClients('acme', {}, order, pageOf({ limit: 100 }));
      const [after, before] = [all[4]?.position, all[15]?.position];
      const first = pageOf({ limit: 3, after, before });
      const last = pageOf({ limit: 3, after, before, isBackward: true });
      expect(pageIds(first, await store.reads.listClients('acme', {}, order, first))).toEqual(
        expected.slice(5, 8),
      );
      expect(pageIds(last, await store.reads.listClients('acme', {}, order, last))).toEqual(
        expected.slice(12, 15),
      );
    });

    test('skips the requested number of clients', async () => {
      const page = pageOf({ limit: 5, skip: 11 });
      expect(pageIds(page, await store.reads.listClients('acme', {}, order, page))).toEqual(
        expected.slice(11, 16),
      );
    });

    test('continues after the last page, although clients were added and deleted in between', async () => {
      const tenant = `busy-${order.field}-${order.isDescending}`;
      const own = names.map((name, index) =>
        clientOf({ tenantId: tenant, name, createdAt: instants[index % 4] ?? now }),
      );
      await keep(own);
      const [first, second] = await store.reads.listClients(tenant, {}, order, pageOf({ limit: 2 }));
      if (first === undefined || second === undefined)
        throw new Error('There are fewer clients than were kept.');
      await open.database
        .update(oauthClients)
        .set({ deletedAt: now })
        .where(eq(oauthClients.id, second.client.id));
      await keep(own.map((client) => ({ ...client, ...newIds() })));
      const next = pageOf({ limit: 100, after: second.position });
      const listed = pageIds(next, await store.reads.listClients(tenant, {}, order, next));
      expect(listed.filter((id) => idsOf(own).includes(id))).toEqual(idsOf(sorted(own, order)).slice(2));
    });
  });

  test('contains no client of another tenant, for any filter', async () => {
    expect(idsOf(await find({}, 'rival')).sort()).toEqual(idsOf(rival).sort());
    expect(await walk(byName, 2, false, 'rival')).toEqual(idsOf(sorted(rival, byName)));
    const theirs = rival[0] as Client;
    const known = { name: theirs.name, redirectUri: theirs.redirectUris[0], status: theirs.status };
    expect(idsOf(await find(known, 'rival'))).toContain(theirs.id);
    expect(idsOf(await find(known))).not.toContain(theirs.id);
    expect(await find({ redirectUri: `https://rival.example/${theirs.id}` })).toEqual([]);
    expect(await find({}, 'empty')).toEqual([]);
    expect(await store.reads.countClients('rival', {})).toBe(rival.length);
    expect(await store.reads.countClients('empty', {})).toBe(0);
  });

  test('contains no deleted client, for any filter', async () => {
    for (const { id, clientId, name, redirectUris } of deleted) {
      const asked: ClientFilter[] = [{}, { name }, { redirectUri: redirectUris[0] }, { status: 'active' }];
      for (const filter of asked) expect(idsOf(await find(filter))).not.toContain(id);
      expect(await store.reads.findClient.byId('acme', id)).toBeUndefined();
      expect(await store.reads.findClient.byClientId('acme', clientId)).toBeUndefined();
    }
    expect(await store.reads.countClients('acme', {})).toBe(acme.length);
  });

  test('contains each client as it was stored', async () => {
    expect(await find({})).toEqual(sorted(acme, oldestFirst));
  });

  describe('the search for a part of a name', () => {
    const odd = [
      '100%',
      '100 x',
      'a_b',
      'a-b',
      'c\\d',
      'c/d',
      '%',
      '_',
      '\\',
      '\\%_',
      "it's",
      'a "b"',
      'a*b',
      '(a|b)',
    ];

    const scripts = [
      'Éclair',
      'éTUDE',
      'ΣΟΦΙΑ',
      'Οδυσσεύς',
      'ΟΔΟΣ',
      'Жук',
      'ÅNGSTRÖM',
      'Ａｐｐ',
      '日本語',
      'ÇA',
      '👩‍👩‍👧 Family',
    ];
    beforeAll(async () => {
      await keep(odd.map((name) => clientOf({ tenantId: 'odd', name })));
      await keep(scripts.map((name) => clientOf({ tenantId: 'scripts', name })));
    });

    test.each([
      '%',
      '_',
      '\\',
      '0%',
      '100%',
      'a_b',
      '_b',
      'c\\d',
      '\\d',
      '\\%',
      '%_',
      '\\\\',
      '%%',
      "'",
      '"',
      '*',
      '(a|b)',
      ' ',
    ])('searches for %j literally', async (text) => {
      const found = (await find({ name: text }, 'odd')).map(({ name }) => name);
      expect(found.sort()).toEqual(odd.filter((name) => name.includes(text)).sort());
    });

    test.each([
      ['é', ['Éclair', 'éTUDE']],
      ['É', ['Éclair', 'éTUDE']],
      ['ÉCLAIR', ['Éclair']],
      ['e\u0301clair', ['Éclair']],
      ['étude', ['éTUDE']],
      ['σοφια', ['ΣΟΦΙΑ']],
      ['Σ', ['ΣΟΦΙΑ', 'Οδυσσεύς', 'ΟΔΟΣ']],
      ['σ', ['ΣΟΦΙΑ', 'Οδυσσεύς', 'ΟΔΟΣ']],
      ['ς', ['ΣΟΦΙΑ', 'Οδυσσεύς', 'ΟΔΟΣ']],
      ['ΟΔΥΣ', ['Οδυσσεύς']],
      ['οδος', ['ΟΔΟΣ']],
      ['ЖУК', ['Жук']],
      ['ångström', ['ÅNGSTRÖM']],
      ['APP', ['Ａｐｐ']],
      ['本語', ['日本語']],
      ['ça', ['ÇA']],
      ['👧 fam', ['👩‍👩‍👧 Family']],
      ['eclair', []],
    ])('finds the name %j in any letter case by %j', async (text, expected) => {
      const found = (await find({ name: text }, 'scripts')).map(({ name }) => name);
      expect(found.sort()).toEqual([...expected].sort());
    });
  });

  describe('the search box', () => {
    const uris = [
      ['https://Pay.Example.com:8443/cb?x=https://other.example/'],
      ['https://pay.example.com.evil.example/cb', 'http://[::1]:3000/cb'],
      ['cursor://anysphere.cursor-mcp/oauth/callback', 'com.example.app:/cb'],
      ['http://127.0.0.1/cb', 'https://user@userinfo.example/cb'],
    ] as const;
    const boxed = uris.map((redirectUris, index) =>
      clientOf({ tenantId: 'boxed', name: `Shop ${index}`, redirectUris: [...redirectUris] }),
    );
    const [pay, evil, mcp, loopback] = boxed as [Client, Client, Client, Client];
    beforeAll(() => keep(boxed));

    test.each([
      ['a part of the name', 'shop', boxed],
      ['the name of one', 'SHOP 2', [mcp]],
      ['the exact client_id', evil.clientId, [evil]],
      ['a part of the client_id', evil.clientId.slice(0, -1), []],
      ['the client_id of another tenant', acme[0]?.clientId ?? '', []],
      ['a host', 'pay.example.com', [pay]],
      ['a host in another letter case', 'PAY.example.COM', [pay]],
      ['a part of a host', 'example.com', []],
      ['a host with its port', 'pay.example.com:8443', []],
      ['a host in a query', 'other.example', []],
      ['an IPv6 address', '[::1]', [evil]],
      ['an IPv4 address', '127.0.0.1', [loopback]],
      ['a host behind userinfo', 'userinfo.example', [loopback]],
      ['userinfo', 'user', []],
      ['the authority of a private-use scheme', 'anysphere.cursor-mcp', [mcp]],
      ['a text that no client has', '{}', []],
      ['a list', '{pay.example.com}', []],
    ])('finds by %s: %s', async (_, query, expected) => {
      expect(idsOf(await find({ query }, 'boxed')).sort()).toEqual(idsOf(expected).sort());
      expect(await store.reads.countClients('boxed', { query })).toBe(expected.length);
    });

    test('can be combined with the other conditions', async () => {
      expect(idsOf(await find({ query: 'shop', status: 'suspended' }, 'boxed'))).toEqual([]);
      expect(idsOf(await find({ query: 'pay.example.com', name: 'shop 1' }, 'boxed'))).toEqual([]);
    });
  });

  test.each<[string, ClientFilter, (client: Client) => boolean]>([
    ['nothing', {}, () => true],
    [
      'nothing, in so many words',
      { name: null, status: undefined, createdAt: null, everUsed: null },
      () => true,
    ],
    ['a name', { name: 'APPLE' }, ({ name }) => nameKeyOf(name).includes('apple')],
    ['a status', { status: 'suspended' }, ({ status }) => status === 'suspended'],
    ['the other status', { status: 'active' }, ({ status }) => status === 'active'],
    [
      'a grant type',
      { grantType: 'refresh_token' },
      ({ grantTypes }) => grantTypes.includes('refresh_token'),
    ],
    ['a grant type that no client has', { grantType: 'urn:openid:params:grant-type:ciba' }, () => false],
    [
      'an authentication method',
      { clientAuthMethod: 'private_key_jwt' },
      ({ clientAuthMethods }) => clientAuthMethods.includes('private_key_jwt'),
    ],
    ['a profile', { fapiProfile: 'fapi2_security' }, ({ fapiProfile }) => fapiProfile === 'fapi2_security'],
    ['a redirect URI', { redirectUri: ownUri(5) }, ({ redirectUris }) => redirectUris.includes(ownUri(5))],
    ['a redirect URI that all have', { redirectUri: sharedUri }, () => true],
    ['the beginning of a redirect URI', { redirectUri: sharedUri.slice(0, -1) }, () => false],
    ['a redirect URI in another letter case', { redirectUri: sharedUri.toUpperCase() }, () => false],
    ['a redirect URI that all have, as a list', { redirectUri: `{${sharedUri}}` }, () => false],
    [
      'when it was registered: from',
      { createdAt: { from: instants[1] } },
      ({ createdAt }) => createdAt >= instants[1],
    ],
    [
      'when it was registered: before',
      { createdAt: { before: instants[2] } },
      ({ createdAt }) => createdAt < instants[2],
    ],
    [
      'when it was registered: from and before',
      { createdAt: { from: instants[1], before: instants[2] } },
      ({ createdAt }) => createdAt.getTime() === instants[1].getTime(),
    ],
    [
      'when it was registered: a time that is empty',
      { createdAt: { from: instants[2], before: instants[2] } },
      () => false,
    ],
    [
      'when it was used: from',
      { lastUsedAt: { from: instants[1] } },
      ({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt >= instants[1],
    ],
    [
      'when it was used: before',
      { lastUsedAt: { before: instants[1] } },
      ({ lastUsedAt }) => lastUsedAt !== null && lastUsedAt < instants[1],
    ],
    ['use', { everUsed: true }, ({ lastUsedAt }) => lastUsedAt !== null],
    ['no use', { everUsed: false }, ({ lastUsedAt }) => lastUsedAt === null],
    ['two things that no client is', { everUsed: false, lastUsedAt: { from: instants[0] } }, () => false],
    [
      'several things at once',
      {
        status: 'active',
        grantType: 'refresh_token',
        redirectUri: sharedUri,
        createdAt: { from: instants[1] },
      },
      ({ status, grantTypes, createdAt }) =>
        status === 'active' && grantTypes.includes('refresh_token') && createdAt >= instants[1],
    ],
  ])('finds and counts by %s exactly the matching clients', async (_, filter, isMeant) => {
    const expected = sorted(acme, oldestFirst).filter(isMeant);
    expect(idsOf(await find(filter))).toEqual(idsOf(expected));
    expect(await store.reads.countClients('acme', filter)).toBe(expected.length);
    const page = pageOf({ limit: 2, isBackward: true });
    const last = pageIds(page, await store.reads.listClients('acme', filter, byName, page));
    expect(last).toEqual(idsOf(sorted(expected, byName)).slice(-2));
  });
});
