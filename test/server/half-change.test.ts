import { afterAll, beforeAll, expect, test } from 'vitest';
import { ecKey, jwksOf } from '../domain/key/key-maker.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const jwks = jwksOf(ecKey().publicJwk);
const jwksUri = 'https://app.example.com/jwks.json';
const update = `mutation ($input: UpdateOAuthClientInput!) {
  updateOAuthClient(input: $input) { __typename ... on RegistrationError { issues { path code message } } }
}`;

async function registered(body: object): Promise<string> {
  const answer = await gateway.send('POST', '/admin/oauth/clients', {
    name: 'Half',
    redirect_uris: ['https://app.example.com/callback'],
    ...body,
  });
  expect(answer.body.errors).toBeUndefined();
  return answer.body.data.client_id;
}

async function refusedInGraphql(clientId: string, change: object) {
  const { body } = await gateway.graphql(update, { input: { clientId, ...change } });
  return body.data.updateOAuthClient.issues;
}

async function refusedInRest(clientId: string, change: object) {
  const { status, body } = await gateway.send('PUT', `/admin/oauth/clients/${clientId}`, change);
  expect(status).toBe(400);
  return body.errors;
}

test.each([
  ['jwks_uri', { jwks_uri: jwksUri }, 'jwks', { jwks }, '`jwks_uri`', '`jwksUri`'],
  ['jwks', { jwks }, 'jwksUri', { jwks_uri: jwksUri }, '`jwks`', '`jwks`'],
])(
  'keys beside stored %s: the issue is at the field that was sent, names the stored one, and clearing that works',
  async (stored, registration, sentField, sent, restName, graphqlName) => {
    const clientId = await registered({ client_auth_methods: ['private_key_jwt'], ...registration });
    const [restField] = Object.keys(sent);
    expect(await refusedInRest(clientId, sent)).toMatchObject([
      {
        field: restField,
        code: 'JWKS_AND_JWKS_URI',
        message: expect.stringContaining(`${restName} is the stored value.`),
      },
    ]);
    const [issue] = await refusedInGraphql(clientId, { [sentField]: Object.values(sent)[0] });
    expect(issue).toMatchObject({ path: [sentField], code: 'JWKS_AND_JWKS_URI' });
    expect(issue.message).toContain(
      `${graphqlName} is the stored value. Send ${graphqlName} in the same change to replace it, or null`,
    );
    const both = await gateway.send('PUT', `/admin/oauth/clients/${clientId}`, { ...sent, [stored]: null });
    expect(both.status).toBe(200);
  },
);

test('a client type beside stored methods, and the reverse, has its issue at the field that was sent', async () => {
  const clientId = await registered({});
  expect(await refusedInRest(clientId, { is_confidential: false })).toMatchObject([
    {
      field: 'is_confidential',
      code: 'AUTH_METHOD_NEEDS_CONFIDENTIAL',
      message: expect.stringContaining(
        '`client_auth_methods[0]` is the stored value. Send `client_auth_methods`',
      ),
    },
  ]);
  expect(await refusedInRest(clientId, { token_endpoint_auth_method: 'none' })).toMatchObject([
    {
      field: 'token_endpoint_auth_method',
      code: 'AUTH_METHOD_NONE_CONFIDENTIAL',
      message: expect.stringContaining('`is_confidential` is the stored value. Send `is_confidential`'),
    },
  ]);
  const both = { is_confidential: null, token_endpoint_auth_method: 'none' };
  const { status, body } = await gateway.send('PUT', `/admin/oauth/clients/${clientId}`, both);
  expect([status, body.data.is_confidential]).toEqual([200, false]);
});

test('a profile that conflicts with stored values has an issue for each of them, at the profile', async () => {
  const clientId = await registered({ redirect_uris: ['https://a.example/cb', 'http://127.0.0.1/cb'] });
  const errors = await refusedInRest(clientId, { fapi_profile: 'fapi1_advanced' });
  expect(
    errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`).toSorted(),
  ).toEqual([
    'fapi_profile PROFILE_AUTH_METHOD',
    'fapi_profile PROFILE_KEYS_REQUIRED',
    'fapi_profile PROFILE_REDIRECT_URI',
  ]);
  const messages = errors.map(({ message }: { message: string }) => message).join('\n');
  expect(messages).toContain('`redirect_uris[1]` is the stored value.');
  expect(messages).toContain('`client_auth_methods[0]` is the stored value.');
  expect(messages).toContain('`jwks` has no stored value.');
});

test('removed redirect URIs beside a stored grant, and the reverse, have their issue at the field that was sent', async () => {
  const clientId = await registered({});
  const gone = { removeRedirectUris: ['https://app.example.com/callback'] };
  const [issue] = await refusedInGraphql(clientId, gone);
  expect(issue).toMatchObject({ path: ['removeRedirectUris'], code: 'REDIRECT_URI_REQUIRED' });
  expect(issue.message).toContain('`grantTypes` is the stored value.');
  const machine = await registered({ redirect_uris: null, grant_types: ['client_credentials'] });
  expect(await refusedInGraphql(machine, { grantTypes: ['AUTHORIZATION_CODE'] })).toMatchObject([
    {
      path: ['grantTypes'],
      code: 'REDIRECT_URI_REQUIRED',
      message: expect.stringContaining('`redirectUris` has no stored value. Send it in the same change.'),
    },
  ]);
});
