import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const input = { name: 'x', redirectUris: ['https://a.example/'] };
/** Arguments of each field with an enum, without the enum. */
const sound: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  createOAuthClient: { input },
  updateOAuthClient: { input: { clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV' } },
  validateOAuthClient: { input },
  validateOAuthClientUpdate: { input: { clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV' } },
  oauthClients: { filter: {}, orderBy: { field: 'NAME', direction: 'ASC' } },
  auditEvents: { filter: {} },
};

const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.values(type?.getFields() ?? {}).map((field) => ({
    operation: type === schema.getMutationType() ? 'mutation' : 'query',
    field,
  })),
);
const places = fields.flatMap(({ operation, field }) =>
  field.args.flatMap((arg) =>
    enumPlaces(arg.type, [arg.name]).map((place) => ({ operation, field, place, name: field.name })),
  ),
);

/** Where an argument contains an enum: its members, and 0 for a list. */
function enumPlaces(type: GraphQLInputType, path: (string | number)[]): (string | number)[][] {
  if (isNonNullType(type)) return enumPlaces(type.ofType, path);
  if (isListType(type)) return enumPlaces(type.ofType, [...path, 0]);
  if (isEnumType(type)) return [path];
  if (!isInputObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((member) => enumPlaces(member.type, [...path, member.name]));
}

function withValueAt(
  target: unknown,
  [step, ...rest]: readonly (string | number)[],
  value: unknown,
): unknown {
  if (step === undefined) return value;
  if (step === 0) return [withValueAt(undefined, rest, value)];
  const object = (target ?? {}) as Record<string, unknown>;
  return { ...object, [step]: withValueAt(object[step], rest, value) };
}

let gateway: TestGateway;
let gateways: Record<'federated' | 'hidden', TestGateway>;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  gateways = {
    federated: await openGateway('PostgreSQL', { federation: true }),
    hidden: await openGateway('PostgreSQL', { introspection: 'off' }),
  };
});
afterAll(() => Promise.all([gateway, ...Object.values(gateways ?? {})].map((one) => one?.close())));

test('every field with an enum is tested', () => {
  expect([...new Set(places.map(({ name }) => name))].sort()).toEqual(Object.keys(sound).sort());
  expect(places.length).toBeGreaterThan(12);
});

test.each(places.map(({ place, ...rest }) => ({ ...rest, place, at: place.join('.') })))(
  '$name reports an unknown enum value in $at at its path',
  async ({ operation, field, place }) => {
    // The client of an update must exist.
    const variables = { ...sound[field.name] };
    if (/Update$|^update/.test(field.name)) variables.input = { clientId: await registered() };
    const parameters = field.args
      .filter(({ name }) => name in variables)
      .map(({ name, type }) => [`$${name}: ${type}`, `${name}: $${name}`]);
    const query = `${operation} (${parameters.map(([first]) => first).join(', ')}) {
      result: ${field.name}(${parameters.map(([, second]) => second).join(', ')}) { ${selectionOf(field.name)} } }`;
    const { body } = await gateway.graphql(query, withValueAt(variables, place, 'SORCERY') as object);
    const issues = body.data.result?.issues ?? body.errors?.[0].extensions.issues;
    const path = (place[0] === 'input' ? place.slice(1) : place).map(String);
    expect(issues?.map((one: { path: unknown[]; code: string }) => [one.path.map(String), one.code])).toEqual(
      [[path, 'UNKNOWN_VALUE']],
    );
    expect(issues[0].message).toMatch(/Allowed: [A-Z0-9_, ]+\.$/);
  },
);

function selectionOf(field: string): string {
  if (field.startsWith('validateOAuthClient')) return 'issues { path code message }';
  return field.startsWith('create') || field.startsWith('update')
    ? '... on RegistrationError { issues { path code message } }'
    : 'totalCount';
}

async function registered(): Promise<string> {
  const { body } = await gateway.graphql(
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { clientId } } } }',
    { input },
  );
  return body.data.createOAuthClient.client.clientId;
}

const create = `mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) {
  __typename ... on RegistrationError { code issues { path code message } } } }`;

/** Each as its path and code. */
async function issuesOf(at: TestGateway, given: object) {
  const { body } = await at.graphql(create, { input: { ...input, ...given } });
  return body.data.createOAuthClient.issues.map(({ path, code }: { path: string[]; code: string }) => [
    path.join('.'),
    code,
  ]);
}

describe('a registration with unknown enum values', () => {
  const given = {
    name: ' ',
    redirectUris: ['https://a.example/#x'],
    grantTypes: ['AUTHORIZATION_CODE', 'SORCERY', 'IMPLICIT'],
    // A value of REST is not a value of GraphQL.
    clientAuthMethods: ['client_secret_basic'],
    fapiProfile: 'FAPI9',
  };
  const expected = [
    ['name', 'NAME_BLANK'],
    ['redirectUris.0', 'URI_FRAGMENT'],
    ['clientAuthMethods.0', 'UNKNOWN_VALUE'],
    ['grantTypes.1', 'UNKNOWN_VALUE'],
    ['grantTypes.2', 'GRANT_TYPE_IMPLICIT'],
    ['fapiProfile', 'UNKNOWN_VALUE'],
  ];

  test('gets all issues of its input at once', async () => {
    const before = await gateway.written();
    expect(await issuesOf(gateway, given)).toEqual(expected);
    expect(await gateway.written()).toEqual(before);
    const { auditEvents } = await gateway.rows();
    expect(auditEvents.at(-1)).toMatchObject({
      outcome: 'refused',
      issueCodes: expect.arrayContaining(['UNKNOWN_VALUE']),
    });
  });

  test('gets the same issues as by REST', async () => {
    const { body } = await gateway.send('POST', '/admin/oauth/clients', {
      name: ' ',
      redirect_uris: ['https://a.example/#x'],
      grant_types: ['authorization_code', 'sorcery', 'implicit'],
      client_auth_methods: ['CLIENT_SECRET_BASIC'],
      fapi_profile: 'fapi9',
    });
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(expected.map(([, code]) => code));
  });

  test('gets the issues from a subgraph too', async () => {
    expect(await issuesOf(gateways.federated, given)).toEqual(expected);
  });

  test('gets at most one issue for each item that is checked', async () => {
    const issues = await issuesOf(gateway, { grantTypes: Array(5000).fill('SORCERY') });
    expect(issues.length).toBeLessThan(110);
    expect(issues).toContainEqual(['grantTypes.0', 'UNKNOWN_VALUE']);
  });

  test('gets no issues of its input without the right to register', async () => {
    const token = await gateway.token({ role: 'security_admin' });
    const { body, text } = await gateway.graphql(create, { input: { ...input, ...given } }, { token });
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(text).not.toMatch(/UNKNOWN_VALUE|issues/);
  });

  test('does not get the allowed values if the schema is hidden', async () => {
    const { text } = await gateways.hidden.graphql(create, { input: { ...input, grantTypes: ['SORCERY'] } });
    expect(text).toContain('UNKNOWN_VALUE');
    expect(text).not.toMatch(/AUTHORIZATION_CODE|SORCERY/);
  });
});

describe('an unknown enum value in the document', () => {
  const messagesOf = async (at: TestGateway, query: string) => {
    const { body } = await at.graphql(query);
    return body.errors.map(({ message }: { message: string }) => message);
  };
  const queries = [
    '{ oauthClients(filter: { status: SORCERY }) { totalCount } }',
    '{ oauthClients(filter: { status: "SORCERY" }) { totalCount } }',
    'query ($status: OAuthClientStatus = SORCERY) { oauthClients(filter: { status: $status }) { totalCount } }',
  ];

  test.each(queries)('is refused with the allowed values: %s', async (query) => {
    const messages = await messagesOf(gateway, query);
    expect(messages).toEqual([expect.stringMatching(/ Allowed: ACTIVE, (?:[A-Z]+, )*SUSPENDED\.$/)]);
  });

  test.each(queries)('is refused without the allowed values if the schema is hidden: %s', async (query) => {
    const messages = await messagesOf(gateways.hidden, query);
    expect(messages).toEqual([expect.not.stringMatching(/ACTIVE|SUSPENDED|SORCERY/)]);
  });

  test.each(['IMPLICIT', 'PASSWORD'])('is refused with the reason for the grant %s', async (grant) => {
    const query = `{ validateOAuthClient(input: { name: "x", grantTypes: [${grant}] }) { issues { code } } }`;
    const inVariables = await gateway.graphql(
      'query ($grants: [OAuthGrantType!]) { validateOAuthClient(input: { name: "x", grantTypes: $grants }) { issues { path message } } }',
      { grants: [grant] },
    );
    const { issues } = inVariables.body.data.validateOAuthClient;
    const reason = issues.find(({ path }: { path: string[] }) => path[0] === 'grantTypes').message;
    expect(await messagesOf(gateway, query)).toEqual([reason]);
  });
});

test('is still refused by the validation of the document', async () => {
  const { status, body } = await gateway.graphql(
    '{ oauthClients(filter: { status: SORCERY }) { totalCount } }',
  );
  expect([status, body.data]).toEqual([400, undefined]);
});
