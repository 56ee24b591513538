import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decryptSecret } from '../../src/credentials/encrypted-secret.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const registration = { name: 'x', redirect_uris: ['https://a.example/'] };

describe('the policy of the server', () => {
  const keys = [randomBytes(32), randomBytes(32)] as const;
  let strict: TestGateway;
  let open: TestGateway;
  beforeAll(async () => {
    strict = await openGateway('PostgreSQL');
    open = await openGateway('PostgreSQL', {
      secretEncryptionKeys: keys,
      allowedJwksHosts: ['keys.internal', '10.0.0.1'],
    });
  });
  afterAll(() => Promise.all([strict.close(), open.close()]));

  test('client_secret_jwt is accepted if the server encrypts secrets, and its secret is stored as a digest and a JWE', async () => {
    const body = { ...registration, client_auth_methods: ['client_secret_jwt', 'client_secret_basic'] };
    const { status, body: answer } = await open.send('POST', '/admin/oauth/clients', body);
    expect(status).toBe(201);
    const { client_secret: plaintext, id } = answer.data;
    const { secrets } = await open.rows();
    const kept = secrets.find(({ oauthClientId }) => oauthClientId === id);
    expect(kept?.digest).toMatch(/^v1\./);
    expect(kept?.encrypted).toMatch(/^ey[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await decryptSecret(kept?.encrypted ?? '', [keys[1], keys[0]])).toBe(plaintext);
    await expect(decryptSecret(kept?.encrypted ?? '', [keys[1]])).rejects.toThrow('SECRET_ENCRYPTION_KEYS');
    expect(JSON.stringify([await open.rows(), open.logLines])).not.toContain(plaintext);
  });

  test('the secret of any other client is stored as a digest only', async () => {
    const { body } = await open.send('POST', '/admin/oauth/clients', registration);
    const { secrets } = await open.rows();
    expect(secrets.find(({ oauthClientId }) => oauthClientId === body.data.id)?.encrypted).toBeNull();
  });

  test('client_secret_jwt is refused with the reason if the server does not encrypt secrets', async () => {
    const body = { ...registration, client_auth_methods: ['client_secret_basic', 'client_secret_jwt'] };
    const answer = await strict.send('POST', '/admin/oauth/clients', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { field: 'client_auth_methods[1]', code: 'AUTH_METHOD_SECRET_DIGEST_ONLY' },
    ]);
  });

  test.each(['https://keys.internal/jwks', 'https://KEYS.internal:8443/jwks', 'https://10.0.0.1/jwks'])(
    'a private host is accepted if the operator allows it: %s',
    async (jwks_uri) => {
      const body = { ...registration, client_auth_methods: ['private_key_jwt'], jwks_uri };
      expect((await open.send('POST', '/admin/oauth/clients', body)).status).toBe(201);
      const refused = await strict.send('POST', '/admin/oauth/clients', {
        ...body,
        jwks_uri: 'https://10.0.0.1/jwks',
      });
      expect(refused.body.errors).toMatchObject([{ field: 'jwks_uri', code: 'JWKS_URI_HOST' }]);
    },
  );

  test('the certificate subject of a tls_client_auth client is stored and returned by GraphQL and REST', async () => {
    const body = {
      ...registration,
      client_auth_methods: ['tls_client_auth'],
      tls_client_auth_subject_dn: 'CN=client,O=Example',
    };
    const { status, body: answer } = await strict.send('POST', '/admin/oauth/clients', body);
    expect([status, answer.data.tls_client_auth_subject_dn, answer.data.client_secret]).toEqual([
      201,
      'CN=client,O=Example',
      undefined,
    ]);
    const read = await strict.graphql(
      'query ($id: String!) { oauthClient(clientId: $id) { tlsClientAuth { subjectDn sanDns } } }',
      { id: answer.data.client_id },
    );
    expect(read.body.data.oauthClient.tlsClientAuth).toEqual({
      subjectDn: 'CN=client,O=Example',
      sanDns: null,
    });
  });

  test.each([
    [{}, ['tls_client_auth_subject_dn TLS_CLIENT_AUTH_MISSING']],
    [
      { tls_client_auth_san_ip: '10.0.0.1', tls_client_auth_san_dns: 'a.example' },
      ['tls_client_auth_san_dns TLS_CLIENT_AUTH_ONE', 'tls_client_auth_san_ip TLS_CLIENT_AUTH_ONE'],
    ],
    [{ tls_client_auth_san_ip: '10.0.0.256' }, ['tls_client_auth_san_ip TLS_CLIENT_AUTH_SAN_IP']],
    [{ tls_client_auth_san_email: 5 }, ['tls_client_auth_san_email WRONG_TYPE']],
  ])('exactly one certificate subject is accepted (RFC 8705 §2.1.2): %j', async (members, expected) => {
    const body = { ...registration, client_auth_methods: ['tls_client_auth'], ...members };
    const answer = await strict.send('POST', '/admin/oauth/clients', body);
    expect(answer.status).toBe(400);
    const said = answer.body.errors.map(
      ({ field, code }: { field: string; code: string }) => `${field} ${code}`,
    );
    expect(said).toEqual(expected);
  });
});
