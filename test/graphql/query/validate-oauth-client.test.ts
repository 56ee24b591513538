import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

const create = readFileSync(
  new URL('../../../schema/operations/create-oauth-client.graphql', import.meta.url),
  'utf8',
);
const validate = readFileSync(
  new URL('../../../schema/operations/validate-oauth-client.graphql', import.meta.url),
  'utf8',
);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const dryRun = async (input: object, call?: Parameters<TestGateway['graphql']>[2]) =>
  (await gateway.graphql(validate, { input }, call)).body.data?.validateOAuthClient;

test('a valid input is reported as valid with every default, and nothing is written', async () => {
  const verdict = await dryRun({
    name: ' My app ',
    redirectUris: ['https://app.example.com/cb', 'https://app.example.com/cb'],
  });
  expect(verdict).toMatchObject({
    valid: true,
    issues: [],
    advisories: [],
    normalized: {
      name: 'My app',
      redirectUris: ['https://app.example.com/cb'],
      clientAuthMethods: ['CLIENT_SECRET_BASIC'],
      grantTypes: ['AUTHORIZATION_CODE'],
      scopes: ['openid'],
      isConfidential: true,
      corsOrigins: ['https://app.example.com'],
      tlsClientAuth: null,
    },
  });
  expect(await gateway.rows()).toEqual({ clients: [], secrets: [], auditEvents: [], idempotencyKeys: [] });
});

test.each([
  [
    'an invalid registration',
    {
      name: '',
      redirectUris: ['http://a.example', 'x:/y'],
      clientAuthMethods: ['NONE'],
      isConfidential: true,
    },
  ],
  [
    'a registration that the policy refuses',
    {
      name: 'x',
      redirectUris: ['https://a.example/'],
      clientAuthMethods: ['CLIENT_SECRET_JWT'],
      jwksUri: 'https://localhost/jwks',
    },
  ],
  [
    'a broken profile',
    {
      name: 'x',
      redirectUris: ['http://127.0.0.1/'],
      fapiProfile: 'FAPI2_MESSAGE_SIGNING',
      clientAuthMethods: ['CLIENT_SECRET_BASIC'],
    },
  ],
])('the dry run gives exactly the issues of a registration: %s', async (_, input) => {
  const verdict = await dryRun(input);
  const refused = (await gateway.graphql(create, { input })).body.data.createOAuthClient;
  expect(refused.issues.length).toBeGreaterThan(1);
  expect(verdict.issues).toEqual(refused.issues);
  expect(verdict.valid).toBe(false);
});

test('the dry run gives the advisories of a registration', async () => {
  const { valid, advisories } = await dryRun({
    name: 'x',
    redirectUris: ['http://localhost/cb'],
    website: 'http://a.example',
  });
  expect(valid).toBe(true);
  expect(advisories.map(({ code }: { code: string }) => code)).toEqual([
    'ADVISE_REDIRECT_URI_LOOPBACK',
    'ADVISE_REDIRECT_URI_LOCALHOST',
    'ADVISE_DISPLAY_URL_HTTP',
  ]);
});

test('the dry run requires the right to register', async () => {
  const token = await gateway.token({ role: 'security_admin' });
  const { body } = await gateway.graphql(validate, { input: { name: '', redirectUris: [] } }, { token });
  expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('the dry run does not repeat a refused private key', async () => {
  const marker = 'd-marker-that-must-not-show';
  const jwks = JSON.stringify({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x', d: marker }] });
  const verdict = await dryRun({ name: 'x', redirectUris: ['https://a.example/'], jwks });
  expect(verdict.issues.map(({ code }: { code: string }) => code)).toContain('JWK_PRIVATE');
  expect(verdict.normalized.jwks).toBeNull();
  expect(JSON.stringify([verdict, gateway.logLines])).not.toContain(marker);
});
