import { lexicographicSortSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Introspection } from '../../../src/config.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { createSubgraph, printedSubgraph } from '../../../src/graphql/subgraph.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateways: Record<Introspection, TestGateway>;
let gateway: TestGateway;
let without: TestGateway;
beforeAll(async () => {
  const open = (introspection: Introspection) =>
    openGateway('PostgreSQL', { introspection, federation: true });
  gateways = {
    authenticated: await open('authenticated'),
    public: await open('public'),
    off: await open('off'),
  };
  gateway = gateways.authenticated;
  without = await openGateway('PostgreSQL');
});
afterAll(() => Promise.all([...Object.values(gateways), without].map((one) => one.close())));

const service = '{ _service { sdl } }';
const entities = (fields: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on OAuthClient { ${fields} } } }`;
const reference = (clientId: unknown) => ({ __typename: 'OAuthClient', clientId });

async function create(name: string, tenant = 'acme'): Promise<string> {
  const { body } = await gateway.graphql(
    'mutation ($name: String!) { createOAuthClient(input: { name: $name, redirectUris: ["https://a.example/"] }) { ... on CreateOAuthClientPayload { client { clientId } } } }',
    { name },
    { token: await gateway.token({ tenant }) },
  );
  return body.data.createOAuthClient.client.clientId;
}

async function find(representations: readonly unknown[], fields = 'clientId name tenantId', claims = {}) {
  const token = await gateway.token(claims);
  return gateway.graphql(entities(fields), { representations }, { token });
}

describe('entities', () => {
  test('have the order of their representations, and belong to the tenant of the caller', async () => {
    const [ours, theirs] = [await create('Ours'), await create('Theirs', 'other')];
    const asked = [theirs, ours, 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV', 'no id', '', ours].map(reference);
    const us = { __typename: 'OAuthClient', clientId: ours, name: 'Ours', tenantId: 'acme' };
    const them = { __typename: 'OAuthClient', clientId: theirs, name: 'Theirs', tenantId: 'other' };
    const answer = await find(asked);
    expect([answer.status, answer.body]).toEqual([
      200,
      { data: { _entities: [null, us, null, null, null, us] } },
    ]);
    const other = await find(asked, undefined, { tenant: 'other' });
    expect(other.body.data._entities).toEqual([them, null, null, null, null, null]);
  });

  test.each(['oauth.clients:read', 'oauth.clients:rotate'])(
    'are returned with the right to read: %s',
    async (scope) => {
      const { status, body } = await find([reference(await create('Read'))], 'name', { role: '', scope });
      expect([status, body.data?._entities[0].name]).toEqual([200, 'Read']);
    },
  );

  test.each(['', 'openid', 'oauth.client:read'])(
    'are refused without the right to read: "%s"',
    async (scope) => {
      const { status, body } = await find([reference(await create('Hidden'))], 'name', { role: '', scope });
      expect([status, body.errors[0].extensions.code, body.data]).toEqual([403, 'FORBIDDEN', null]);
    },
  );

  test('require a token, even if the schema is public', async () => {
    const ask = (one: TestGateway) => one.graphql(entities('name'), { representations: [] }, { token: null });
    expect([(await ask(gateway)).status, (await ask(gateways.public)).status]).toEqual([401, 401]);
  });

  test.each<[string, readonly unknown[], string]>([
    ['of another type', [{ __typename: 'OAuthAuditEvent', clientId: 'x' }], '0'],
    ['of no type', [{ clientId: 'x' }], '0'],
    ['of a type that is inherited', [{ __typename: '__proto__', clientId: 'x' }], '0'],
    ['without its key', [reference('x'), { __typename: 'OAuthClient' }], '1'],
    [
      'with a key of another type',
      [reference('x'), reference(5), reference(null), reference(['x'])],
      '1, 2, 3',
    ],
    ['that is not an object', ['OAuthClient', 5, true, [reference('x')], reference('x')], '0, 1, 2, 3'],
  ])('report the index of an invalid representation %s', async (_, bad, places) => {
    const { status, body } = await find(bad);
    const { message, extensions, path } = body.errors[0];
    expect([status, extensions.code, path]).toEqual([400, 'BAD_REQUEST', ['_entities']]);
    expect(message).toBe(
      `A representation has the form { __typename: "OAuthClient", clientId: "…" }; these have another form: ${places}.`,
    );
    expect(body.data).toBeNull();
  });

  test('are limited to 1,000, and each adds to the cost', async () => {
    const asked = (count: number) => Array.from({ length: count }, () => reference('a'));
    expect((await find(asked(1000), '__typename')).body.data._entities).toHaveLength(1000);
    const many = await find(asked(1001), '__typename');
    expect([many.status, many.body.errors[0].message]).toEqual([
      400,
      'There are 1001 representations; at most 1000 are allowed.',
    ]);
    const heavy = await find(asked(1000), 'auditEvents(first: 100) { nodes { ulid } }');
    expect([heavy.status, heavy.body.errors[0].message]).toEqual([
      400,
      expect.stringContaining('at most 25000 is allowed'),
    ]);
    // The cost of a document is not cached for other representations.
    expect((await find(asked(2), 'auditEvents(first: 100) { nodes { ulid } }')).status).toBe(200);
  });

  test('are read together, and so are their fields', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, (_, index) => create(`Client ${index}`)));
    const counted = async () => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      const count = (label: string) =>
        Number(new RegExp(`^clientele_${label} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      return {
        lookups: count('statement_batch_size_count\\{statement="find_clients_by_client_id"\\}'),
        entities: count(
          'operation_duration_seconds_count\\{operation="oauthClientsByClientId",outcome="ok"\\}',
        ),
      };
    };
    const before = await counted();
    const { body } = await find(ids.map(reference), 'name secrets { lastFour }');
    expect(body.data._entities.map(({ name }: { name: string }) => name)).toEqual(
      ids.map((_, index) => `Client ${index}`),
    );
    const after = await counted();
    expect(after.lookups - before.lookups).toBeLessThanOrEqual(4);
    expect(after.entities - before.entities).toBe(1);
  });
});

describe('the SDL of the subgraph', () => {
  const ask = async (policy: Introspection, claims: object | null, query = service) => {
    const token = claims === null ? null : await gateways[policy].token(claims);
    const ways = [undefined, {}].map((extensions) =>
      gateways[policy].send('POST', '/graphql', { query, extensions }, { token }),
    );
    return Promise.all([
      ...ways,
      gateways[policy].send('GET', `/graphql?${new URLSearchParams({ query })}`, undefined, { token }),
    ]);
  };
  const reader = { role: '', scope: 'oauth.clients:read' };
  const stranger = { role: '' };

  test.each<[Introspection, object | null]>([
    ['authenticated', {}],
    ['authenticated', reader],
    ['public', stranger],
    ['public', null],
  ])('is shown if the schema is shown: %s, %j', async (policy, claims) => {
    for (const { status, body } of await ask(policy, claims)) {
      expect([status, `${body.data?._service.sdl}`]).toEqual([200, printedSubgraph()]);
    }
  });

  test.each<[Introspection, object | null, number]>([
    ['authenticated', stranger, 400],
    ['authenticated', null, 401],
    ['off', {}, 400],
    ['off', reader, 400],
    ['off', null, 401],
  ])('is hidden if the schema is hidden: %s, %j', async (policy, claims, expected) => {
    const disguises = [
      service,
      '{ a: _service { b: sdl } }',
      '{ ...f } fragment f on Query { ... { _service { sdl } } }',
    ];
    for (const query of disguises) {
      for (const { status, text } of await ask(policy, claims, query)) {
        expect(status).toBe(expected);
        expect(text).not.toContain('federation');
      }
    }
  });

  test('equals the schema without the definitions that composition does not support', () => {
    const [types = ''] = printedSubgraph().split('\n\nextend schema');
    const whole = printSchema(lexicographicSortSchema(schema)).replaceAll(' @oneOf', '');
    const node = /\n {2}"""[^"]*"""\n {2}node\([^)]*\): Node\n/;
    const nodes = /\n {2}"""[^"]*"""\n {2}nodes\([^)]*\): \[Node\]\n/;
    expect(whole).toMatch(node);
    expect(whole).toMatch(nodes);
    expect(types.replace(' @shareable', '')).toBe(whole.replace(node, '').replace(nodes, ''));
  });
});

test('an operation that the SDL leaves out is refused too', async () => {
  const { status, body } = await gateway.graphql(
    'query ($tls: OAuthTlsClientAuthInput) { validateOAuthClient(input: { name: "x", redirectUris: [], tlsClientAuth: $tls }) { valid } }',
    { tls: { sanDns: 'a.example', sanEmail: 'a@a.example' } },
  );
  expect([status, body.errors?.[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});

test('REST responds as without FEDERATION', async () => {
  const body = { name: 'By REST', redirect_uris: ['https://a.example/'] };
  const { status, body: answer } = await gateway.send('POST', '/admin/oauth/clients', body);
  expect(status).toBe(201);
  const { body: found } = await find([reference(answer.data.client_id)], 'name');
  expect(found.data._entities).toEqual([{ __typename: 'OAuthClient', name: 'By REST' }]);
});

test('the schema has no subgraph fields if FEDERATION is off', async () => {
  expect(Object.keys(schema.getTypeMap()).filter((name) => /^_[^_]/.test(name))).toEqual([]);
  expect(
    Object.keys(createSubgraph().getTypeMap())
      .filter((name) => /^_[^_]/.test(name))
      .sort(),
  ).toEqual(['_Any', '_Entity', '_Service']);
  for (const query of [service, '{ _entities(representations: []) { __typename } }'])
    expect((await without.graphql(query)).status).toBe(400);
});
