import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Introspection } from '../../../src/config.ts';
import { type Call, openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateways: Record<Introspection, TestGateway>;
beforeAll(async () => {
  gateways = {
    authenticated: await openGateway('PostgreSQL'),
    public: await openGateway('PostgreSQL', { introspection: 'public' }),
    off: await openGateway('PostgreSQL', { introspection: 'off' }),
  };
});
afterAll(() => Promise.all(Object.values(gateways).map((gateway) => gateway.close())));

const callers = {
  'an administrator': { role: 'admin' },
  'a security administrator': { role: 'security_admin' },
  'a reader by scope': { role: '', scope: 'oauth.clients:read' },
  'a caller without a right': { role: '' },
  'a caller with a right of another service': { role: 'Admin', scope: 'oauth.client:read' },
};
type Caller = keyof typeof callers;
const mayRead: readonly Caller[] = ['an administrator', 'a security administrator', 'a reader by scope'];
const mayNot: readonly Caller[] = ['a caller without a right', 'a caller with a right of another service'];

async function callOf(policy: Introspection, caller: Caller | 'anonymous'): Promise<Call> {
  return { token: caller === 'anonymous' ? null : await gateways[policy].token(callers[caller]) };
}

/**
 * A document by POST, also with further members, and by GET. Of several operations, `Chosen` is executed.
 */
async function askEveryWay(policy: Introspection, query: string, call: Call) {
  const gateway = gateways[policy];
  const parameters = { query, ...(query.includes(' Chosen ') ? { operationName: 'Chosen' } : {}) };
  return [
    await gateway.send('POST', '/graphql', parameters, call),
    await gateway.send('POST', '/graphql', { ...parameters, extensions: {} }, call),
    await gateway.send('GET', `/graphql?${new URLSearchParams(parameters)}`, undefined, call),
  ];
}

const disguises = {
  __schema: '{ __schema { queryType { name } } }',
  __type: '{ __type(name: "OAuthClient") { name } }',
  'an alias': '{ a: __schema { queryType { name } } }',
  'an alias that looks like a field': '{ __typename: __type(name: "OAuthClient") { name } }',
  'a fragment': '{ ...f } fragment f on Query { __schema { queryType { name } } }',
  'a fragment of a fragment':
    '{ ...f } fragment f on Query { ...g } fragment g on Query { b: __type(name: "URI") { name } }',
  'an inline fragment': '{ ... { __schema { queryType { name } } } }',
  'an inline fragment on Query': '{ ... on Query { __type(name: "OAuthClient") { name } } }',
  'fields beside introspection': '{ __typename a: __typename __schema { queryType { name } } }',
  'one of several operations': 'query Chosen { __schema { queryType { name } } } query B { __typename }',
  'the whole schema': getIntrospectionQuery(),
};

async function expectShown(policy: Introspection, query: string, caller: Caller | 'anonymous') {
  for (const { status, body } of await askEveryWay(policy, query, await callOf(policy, caller)))
    expect([status, body.errors]).toEqual([200, undefined]);
}

async function expectHidden(policy: Introspection, query: string, caller: Caller) {
  for (const { status, body, text } of await askEveryWay(policy, query, await callOf(policy, caller))) {
    expect([status, body.data]).toEqual([400, undefined]);
    expect(body.errors[0].extensions.code).toBe('BAD_REQUEST');
    expect(body.errors[0].message).toContain('introspection');
    expect(text).not.toContain('queryType":');
  }
}

describe.each(Object.entries(disguises))('the schema in %s', (_, query) => {
  test('is shown only to callers with the right to read', async () => {
    for (const caller of mayRead) await expectShown('authenticated', query, caller);
    for (const caller of mayNot) await expectHidden('authenticated', query, caller);
  });

  test('is shown to every caller if it is public, even without a token', async () => {
    for (const caller of ['anonymous', ...mayRead, ...mayNot] as const)
      await expectShown('public', query, caller);
  });

  test('is hidden from every caller if introspection is off', async () => {
    for (const caller of [...mayRead, ...mayNot]) await expectHidden('off', query, caller);
    for (const { status } of await askEveryWay('off', query, { token: null })) expect(status).toBe(401);
  });
});

test.each(['authenticated', 'off'] as const)(
  '__typename is always allowed with a token: %s',
  async (policy) => {
    for (const caller of [...mayRead, ...mayNot])
      await expectShown(policy, '{ a: __typename ... on Query { __typename } }', caller);
  },
);

// Documents are validated once and cached, so the permission of the first caller must not apply to others.
test.each([
  ['permitted first', 'an administrator', 'a caller without a right'],
  ['forbidden first', 'a caller without a right', 'an administrator'],
] as const)('the response does not depend on earlier callers: %s', async (order, first, second) => {
  const query = `{ __schema { queryType { name } } } # ${order}`;
  for (const caller of [first, second, first, second]) {
    if (mayRead.includes(caller)) await expectShown('authenticated', query, caller);
    else await expectHidden('authenticated', query, caller);
  }
});

test('a document that is valid for anonymous callers is validated again for others', async () => {
  const query = '{ registrationProfiles { profile } }';
  await expectShown('public', query, 'an administrator');
  for (const { status } of await askEveryWay('public', query, { token: null })) expect(status).toBe(401);
  await expectShown('public', query, 'an administrator');
});

const create = 'createOAuthClient(input: { name: "x", redirectUris: ["https://a.example/"] }) { __typename }';

describe('without a token, a public schema allows no execution and no write by', () => {
  test.each([
    ['a query', '{ oauthClients { totalCount } }'],
    ['a query beside the schema', '{ __schema { queryType { name } } oauthClients { totalCount } }'],
    ['a query under the name of the schema', '{ __schema: registrationProfiles { profile } }'],
    ['a query in a fragment', '{ ...f } fragment f on Query { registrationProfiles { profile } }'],
    ['a query in an inline fragment', '{ ... { ... on Query { registrationProfiles { profile } } } }'],
    ['a query that is skipped', '{ __typename registrationProfiles @skip(if: true) { profile } }'],
    ['a mutation', `mutation { ${create} }`],
    ['a mutation beside __typename', `mutation { __typename ${create} }`],
    ['a mutation in a fragment', `mutation { ...f } fragment f on Mutation { ... { ${create} } }`],
    ['a mutation beside a query', `query Q { __typename } mutation Chosen { ${create} }`],
  ])('%s', async (_, query) => {
    const before = await gateways.public.rows();
    for (const accept of ['*/*', 'application/json', 'application/graphql-response+json']) {
      const answers = await askEveryWay('public', query, { token: null, headers: { accept } });
      // Mutations are not allowed by GET for any caller.
      for (const { status, headers, body } of query.includes('mutation') ? answers.slice(0, 2) : answers) {
        expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="clientele"']);
        expect(JSON.stringify(body)).toContain('"code":"UNAUTHENTICATED"');
      }
      for (const { body } of answers)
        expect([body.data, body.errors[0]]).toEqual([undefined, expect.anything()]);
    }
    expect(await gateways.public.rows()).toEqual(before);
  });

  test.each(['x.y.z', ''])('the schema with the bad token %j', async (token) => {
    for (const { status } of await askEveryWay('public', '{ __typename }', { token }))
      expect(status).toBe(401);
  });
});

describe('names are suggested only to callers that may see the schema:', () => {
  const check = 'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { valid } }';
  const metadata = { name: 'x', redirectUris: ['https://a.example/'] };
  test.each<[string, string, object?]>([
    ['of a field', '{ oauthClient(clientId: "x") { clientIds } }'],
    ['of a root field', '{ oauthClientz { totalCount } }'],
    ['of an argument', '{ oauthClients(frist: 1) { totalCount } }'],
    ['of a type', '{ node(id: "x") { ... on OAuthClien { name } } }'],
    ['of an enum value', '{ oauthClients(orderBy: { field: NAM, direction: ASC }) { totalCount } }'],
    ['of an input field', '{ oauthClients(filter: { statu: ACTIVE }) { totalCount } }'],
    ['of a directive', '{ __typename @skp(if: true) }'],
    ['of an input field in a variable', check, { ...metadata, jwksUr: 'x' }],
  ])('%s', async (_, query, input) => {
    for (const extensions of [undefined, {}]) {
      const ask = async (policy: Introspection, caller: Caller) => {
        const body = { query, variables: input && { input }, extensions };
        const answer = await gateways[policy].send('POST', '/graphql', body, await callOf(policy, caller));
        expect([answer.status, answer.body.data]).toEqual([400, undefined]);
        return answer.text;
      };
      const shown = [
        await ask('authenticated', 'an administrator'),
        await ask('public', 'a caller without a right'),
      ];
      const hidden = [
        await ask('authenticated', 'a caller without a right'),
        await ask('off', 'an administrator'),
      ];
      if (!query.includes('@skp')) for (const text of shown) expect(text).toContain('Did you mean');
      for (const text of hidden) expect(text).not.toContain('Did you mean');
    }
  });
});
