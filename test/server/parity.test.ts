import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tlsClientAuthMembers } from '../../src/domain/client/vocabulary.ts';
import { inRestNames, restNames, restPath } from '../../src/rest/wire/field-name.ts';
import { toGraphqlValues } from '../../src/rest/wire/value-name.ts';
import { openGateway, type TestGateway, usualDatabases } from '../harness/gateway.ts';

const document = readFileSync(
  new URL('../../schema/operations/create-oauth-client.graphql', import.meta.url),
  'utf8',
);
const uri = 'https://app.example.com/callback';
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const keys = (...members: object[]) =>
  JSON.stringify({ keys: members.map((member) => ({ ...ecKey, ...member })) });

/** Registrations with the names of REST; each is sent through GraphQL and REST. */
const cases: Record<string, Record<string, unknown>> = {
  'a minimal one': {},
  'a public client': { is_confidential: false },
  'public by its method': { client_auth_methods: ['none'] },
  'a client with a secret in the body': { client_auth_methods: ['client_secret_post'] },
  'a client with keys': { client_auth_methods: ['private_key_jwt'], jwks: keys({}) },
  'a FAPI client without a method': { fapi_profile: 'fapi1', jwks_uri: 'https://a.example/jwks' },
  'a FAPI 2 client': { fapi_profile: 'fapi2_message_signing', jwks: keys({ alg: 'ES256' }) },
  'a client with a certificate': {
    client_auth_methods: ['tls_client_auth'],
    tls_client_auth_san_dns: 'client.example.com',
  },
  'a certificate subject of the wrong form': {
    client_auth_methods: ['tls_client_auth'],
    tls_client_auth_san_ip: 'client.example.com',
  },
  'a FAPI 2 client that breaks the profile everywhere': {
    fapi_profile: 'fapi2_security',
    is_confidential: false,
    client_auth_methods: ['none'],
    grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    redirect_uris: ['com.example.app:/cb'],
    jwks: keys({ kid: 'a' }, { kid: 'a' }),
  },
  'keys inside the network': { client_auth_methods: ['private_key_jwt'], jwks_uri: 'https://10.0.0.1/jwks' },
  'every grant': {
    grant_types: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:token-exchange',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
      'urn:openid:params:grant-type:ciba',
    ],
  },
  'repeated items': { redirect_uris: [uri, uri], scopes: ['a', 'b', 'a'] },
  'a name to trim': { name: '  Padded  ' },
  'a blank name': { name: '\u200b' },
  'a name with a NUL': { name: 'a\u0000b' },
  'half a surrogate pair': { name: 'a\ud800b' },
  'a name that is too long': { name: 'x'.repeat(256) },
  'no redirect URI': { redirect_uris: [] },
  'invalid redirect URIs': {
    redirect_uris: [
      '',
      'x',
      'http://a.example',
      'https:a',
      'javascript:1',
      `${uri}#`,
      `${uri} `,
      `${uri}\u0000`,
    ],
  },
  'a redirect URI that is too long': { redirect_uris: [`${uri}?${'x'.repeat(2048)}`] },
  'too many redirect URIs': { redirect_uris: Array.from({ length: 101 }, (_, index) => `${uri}/${index}`) },
  'no method at all': { client_auth_methods: [] },
  'the method none beside a secret': { client_auth_methods: ['none', 'client_secret_basic'] },
  'a public client with a secret': { is_confidential: false, client_auth_methods: ['client_secret_basic'] },
  'a confidential client without authentication': { is_confidential: true, client_auth_methods: ['none'] },
  'a key method without a key': { client_auth_methods: ['private_key_jwt'] },
  'methods this server cannot serve': { client_auth_methods: ['client_secret_jwt', 'tls_client_auth'] },
  'client_credentials on a public client': {
    is_confidential: false,
    grant_types: ['authorization_code', 'client_credentials'],
  },
  'refresh_token alone': { grant_types: ['refresh_token'] },
  'two sources of keys': { jwks: keys({}), jwks_uri: 'https://a.example/jwks' },
  'a private key': { jwks: keys({}, { d: 'x' }) },
  'a JWK Set that is not JSON': { jwks: '{' },
  'a JWK Set of another shape': { jwks: '[]' },
  'a key that is not an object': { jwks: '{"keys":[null,{"kty":""},{"kty":"oct"}]}' },
  'invalid URLs': {
    logo_url: 'data:x',
    website: 'ftp://a.example',
    terms_url: '',
    privacy_policy: '/p',
    jwks_uri: 'http://a.example',
  },
  'invalid scopes': { scopes: ['a b', '"', '', 'x'.repeat(256)] },
  'no scope': { scopes: [] },
};

describe.each(usualDatabases)('GraphQL and REST on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  test.each(Object.entries(cases))('have the same result for %s', async (_, given) => {
    const body = { name: 'My app', redirect_uris: [uri], ...given };
    const [rest, graphql] = await Promise.all([viaRest(body), viaGraphql(body)]);
    expect(graphql).toEqual(rest);
  });

  /** The codes and paths of a refusal, or the stored row. */
  async function viaRest(body: Record<string, unknown>) {
    const answer = await gateway.send('POST', '/admin/oauth/clients', body);
    if (answer.status === 201) return storedAs(answer.body.data.id);
    expect(answer.status).toBe(400);
    return answer.body.errors;
  }

  async function viaGraphql(body: Record<string, unknown>) {
    const pairs = Object.entries(restNames).map(([field, name]) => [
      field,
      toGraphqlValues(field, body[name]),
    ]);
    const subjects = Object.entries(tlsClientAuthMembers).filter(([, { restName }]) => restName in body);
    const tlsClientAuth = subjects.map(([member, { restName }]) => [member, body[restName]]);
    const input = {
      ...Object.fromEntries(pairs),
      ...(subjects.length > 0 ? { tlsClientAuth: Object.fromEntries(tlsClientAuth) } : {}),
    };
    const answer = await gateway.graphql(document, { input });
    expect(answer.status).toBe(200);
    const result = answer.body.data.createOAuthClient;
    if (result.__typename === 'CreateOAuthClientPayload') return storedAs(result.client.ulid);
    return result.issues.map(({ path, message, ...issue }: { path: string[]; message: string }) => ({
      field: restPath(path),
      message: inRestNames(message),
      ...issue,
    }));
  }

  async function storedAs(id: string) {
    const rows = await gateway.rows();
    const row = rows.clients.find((client) => client.id === id);
    const audited = rows.auditEvents
      .filter(({ clientId }) => clientId === row?.clientId)
      .map(({ action }) => action);
    const secrets = rows.secrets.filter(({ oauthClientId }) => oauthClientId === id).length;
    return { ...row, id: '', clientId: '', createdAt: '', updatedAt: '', audited, secrets };
  }
});
