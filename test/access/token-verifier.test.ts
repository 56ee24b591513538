import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, test } from 'vitest';
import { AccessError } from '../../src/access/access-error.ts';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { createAuthenticate } from '../../src/access/token-verifier.ts';
import { type TrustedKeys, trustedKeys } from '../../src/access/trusted-key.ts';

const issuer = 'https://issuer.example';
const audience = 'clientele';
const now = () => new Date('2030-01-01T00:00:00Z');
const nowSeconds = now().getTime() / 1000;
const claims = {
  iss: issuer,
  aud: audience,
  exp: nowSeconds + 60,
  sub: 'someone',
  tenant_id: 'acme',
  role: 'admin',
};

const pair = await generateKeyPair('ES256', { extractable: true });
const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'one' };
const localKeys = trustedKeys({ kind: 'file', jwks: { keys: [publicJwk] } }, undefined);

function verifier(keys: TrustedKeys = localKeys, tokenType?: 'at+jwt') {
  const authenticate = createAuthenticate({ issuer, audience, tokenType }, keys, now);
  return (authorization: string | undefined, tenantId?: string) => authenticate({ authorization, tenantId });
}

const call = verifier();

/** The payload may be any JSON, because a verifier also receives tokens that no library creates. */
function sign(payload: object, key: CryptoKey | Uint8Array = pair.privateKey, alg = 'ES256') {
  return new SignJWT(payload as JWTPayload).setProtectedHeader({ alg, kid: 'one' }).sign(key);
}

async function bearer(payload: object, key?: CryptoKey | Uint8Array, alg?: string) {
  return `Bearer ${await sign(payload, key, alg)}`;
}

const unauthenticated = { name: 'AccessError', code: 'UNAUTHENTICATED' };
const forbidden = { name: 'AccessError', code: 'FORBIDDEN' };

test('a valid token gives the actor of its claims', async () => {
  const token = { ...claims, roles: ['viewer'], scope: 'openid oauth.clients:read' };
  await expect(call(await bearer(token))).resolves.toEqual({
    id: 'someone',
    homeTenantId: 'acme',
    tenantId: 'acme',
    roles: ['viewer', 'admin'],
    scopes: ['openid', 'oauth.clients:read'],
  });
});

describe('a token whose claim', () => {
  test.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://issuer.example.evil' }],
    ['the issuer with a slash more', { iss: `${issuer}/` }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'clientele-2' }],
    ['no audience', { aud: undefined }],
    ['audiences without ours', { aud: ['one', 'two'] }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is not a number', { exp: 'tomorrow' }],
    ['an expiry beyond the tolerance of 30 s', { exp: nowSeconds - 31 }],
    ['an expiry at the tolerance', { exp: nowSeconds - 30 }],
    ['a start beyond the tolerance', { nbf: nowSeconds + 31 }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
  ])('is wrong is refused as unauthenticated: %s (RFC 7519 §4.1)', async (_, change) => {
    await expect(call(await bearer({ ...claims, ...change }))).rejects.toMatchObject(unauthenticated);
  });

  test.each<[string, Record<string, unknown>]>([
    ['our audience among others', { aud: ['one', audience] }],
    ['an expiry within the tolerance', { exp: nowSeconds - 29 }],
    ['a start within the tolerance', { nbf: nowSeconds + 30 }],
    ['a start in the past', { nbf: nowSeconds - 1 }],
  ])('is right is accepted: %s', async (_, change) => {
    await expect(call(await bearer({ ...claims, ...change }))).resolves.toMatchObject({ id: 'someone' });
  });
});

describe('the signature of a token', () => {
  test('by another key is refused, even if the header names our key', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expect(call(await bearer(claims, privateKey))).rejects.toMatchObject(unauthenticated);
  });

  test('by another key and algorithm is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(call(await bearer(claims, privateKey, 'RS256'))).rejects.toMatchObject(unauthenticated);
  });

  test('is refused if the payload was replaced', async () => {
    const [header, , signature] = (await sign(claims)).split('.');
    const payload = Buffer.from(JSON.stringify({ ...claims, role: 'super_admin' })).toString('base64url');
    const exchanged = `Bearer ${header}.${payload}.${signature}`;
    await expect(call(exchanged)).rejects.toMatchObject(unauthenticated);
  });

  test.each(['none', 'None', 'NONE'])('is required: alg "%s" is refused (RFC 8725 §3.2)', async (alg) => {
    const [, payload] = new UnsecuredJWT(claims).encode().split('.');
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    const [, , signature] = (await sign(claims)).split('.');
    await expect(call(`Bearer ${header}.${payload}.`)).rejects.toMatchObject(unauthenticated);
    await expect(call(`Bearer ${header}.${payload}.${signature}`)).rejects.toMatchObject(unauthenticated);
  });

  test.each(['HS256', 'HS384', 'HS512'])(
    'by %s with the public key as HMAC secret is refused (RFC 8725 §3.1)',
    async (alg) => {
      const pem = await exportSPKI(pair.publicKey);
      for (const text of [pem, pem.trim(), JSON.stringify(publicJwk)]) {
        const secret = new TextEncoder().encode(text);
        const token = await bearer(claims, secret, alg);
        await expect(call(token)).rejects.toMatchObject(unauthenticated);
        await expect(verifier({ ...localKeys, find: async () => secret })(token)).rejects.toMatchObject(
          unauthenticated,
        );
      }
    },
  );

  test('by HMAC is refused even if the key set contains that secret', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const jwk = { kty: 'oct', kid: 'one', k: Buffer.from(secret).toString('base64url') };
    const keys = trustedKeys({ kind: 'file', jwks: { keys: [jwk] } }, undefined);
    const token = await bearer(claims, secret, 'HS256');
    await expect(verifier(keys)(token)).rejects.toMatchObject(unauthenticated);
  });

  test.each(['ES384', 'PS256', 'RS256', 'Ed25519', 'EdDSA'])(
    'by %s is accepted with a key of that type',
    async (alg) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk = { ...(await exportJWK(publicKey)), kid: 'one' };
      const keys = trustedKeys({ kind: 'file', jwks: { keys: [jwk] } }, undefined);
      await expect(verifier(keys)(await bearer(claims, privateKey, alg))).resolves.toMatchObject({
        id: 'someone',
      });
    },
  );
});

describe('the Authorization header (RFC 6750 §2.1)', () => {
  test('is required', async () => {
    await expect(call(undefined)).rejects.toMatchObject({ ...unauthenticated, fault: undefined });
  });

  test.each(['bearer', 'BEARER', 'bEaReR'])('accepts the scheme in any letter case: %s', async (scheme) => {
    await expect(call(`${scheme} ${await sign(claims)}`)).resolves.toMatchObject({ id: 'someone' });
    await expect(call(`${scheme}   ${await sign(claims)}`)).resolves.toMatchObject({ id: 'someone' });
  });

  test.each(['Basic', 'DPoP', 'BearerX'])(
    'with the scheme %s counts as a request without a token, whatever follows (RFC 6750 §3.1)',
    async (scheme) => {
      const error = { ...unauthenticated, fault: undefined, challenge: 'Bearer realm="clientele"' };
      await expect(call(`${scheme} ${await sign(claims)}`)).rejects.toMatchObject(error);
    },
  );

  test.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer é', 'bearer ?'])(
    'with a malformed bearer token reports the token as invalid: "%s"',
    async (authorization) => {
      await expect(call(authorization)).rejects.toMatchObject({ ...unauthenticated, fault: 'MALFORMED' });
    },
  );

  test.each([
    ['Basic', (token: string) => `Basic ${token}`],
    ['DPoP', (token: string) => `DPoP ${token}`],
    ['no scheme', (token: string) => token],
    ['a scheme that begins alike', (token: string) => `BearerX ${token}`],
    ['no blank', (token: string) => `Bearer${token}`],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`],
    ['a list', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['a word behind', (token: string) => `Bearer ${token} x`],
    ['a word in front', (token: string) => `x Bearer ${token}`],
  ])('is refused with %s around a valid token', async (_, headerOf) => {
    await expect(call(headerOf(await sign(claims)))).rejects.toMatchObject(unauthenticated);
  });

  test.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer a.b',
    'Bearer a.b.c',
    'Bearer ..',
    'Bearer a.b.c.d.e',
    'Bearer é',
  ])('is refused with text that is not a JWT: "%s"', async (authorization) => {
    await expect(call(authorization)).rejects.toMatchObject(unauthenticated);
  });
});

describe('the tenant of a request', () => {
  test.each([undefined, '', 'acme corp', ' acme', 'ac\0me'])(
    'requires the tenant claim: %j',
    async (tenant_id) => {
      const token = await bearer({ ...claims, tenant_id });
      await expect(call(token)).rejects.toMatchObject(forbidden);
      const powerful = await bearer({ ...claims, tenant_id, role: 'super_admin' });
      await expect(call(powerful, 'acme')).rejects.toMatchObject(forbidden);
    },
  );

  test('may be repeated in X-Tenant-ID by any caller', async () => {
    await expect(call(await bearer(claims), 'acme')).resolves.toMatchObject({ tenantId: 'acme' });
  });

  test('may differ in X-Tenant-ID for a super_admin only', async () => {
    await expect(call(await bearer(claims), 'other')).rejects.toMatchObject(forbidden);
    for (const rights of [{ role: 'super_admin' }, { roles: ['super_admin'] }]) {
      await expect(call(await bearer({ ...claims, ...rights }), 'other')).resolves.toMatchObject({
        tenantId: 'other',
      });
    }
  });

  test('in X-Tenant-ID does not make an invalid token valid', async () => {
    const expired = await bearer({ ...claims, role: 'super_admin', exp: nowSeconds - 60 });
    await expect(call(expired, 'acme')).rejects.toMatchObject(unauthenticated);
  });
});

describe('a token without kid (RFC 7515 §4.1.4)', () => {
  const unnamed = (payload: object, key: CryptoKey) =>
    new SignJWT(payload as JWTPayload).setProtectedHeader({ alg: 'ES256' }).sign(key);

  test('is tried with every key of its type', async () => {
    const other = await generateKeyPair('ES256', { extractable: true });
    const keys = [await exportJWK(other.publicKey), publicJwk];
    const call = verifier(trustedKeys({ kind: 'file', jwks: { keys } }, undefined));
    await expect(call(`Bearer ${await unnamed(claims, pair.privateKey)}`)).resolves.toMatchObject({
      id: 'someone',
    });
    const stranger = await generateKeyPair('ES256');
    await expect(call(`Bearer ${await unnamed(claims, stranger.privateKey)}`)).rejects.toMatchObject(
      unauthenticated,
    );
    const expired = { ...claims, exp: nowSeconds - 60 };
    await expect(call(`Bearer ${await unnamed(expired, pair.privateKey)}`)).rejects.toMatchObject(
      unauthenticated,
    );
  });
});

test('an unusable key in the set refuses the token that names it, with 401 and not 500', async () => {
  const broken = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'one' };
  const call = verifier(trustedKeys({ kind: 'file', jwks: { keys: [broken] } }, undefined));
  await expect(call(await bearer(claims))).rejects.toMatchObject(unauthenticated);
});

test.each([
  ['Bearer realm="clientele"', new AccessError('UNAUTHENTICATED', 'why')],
  [
    'Bearer realm="clientele", error="invalid_token", error_description="The token has expired."',
    new AccessError('UNAUTHENTICATED', 'why', { fault: 'EXPIRED' }),
  ],
  ['Bearer realm="clientele", error="insufficient_scope"', new AccessError('FORBIDDEN', 'why')],
])('the challenge is %s, without an error if there was no token (RFC 6750 §3.1)', (challenge, refusal) => {
  expect(refusal.challenge).toBe(challenge);
});

describe('the type of a token', () => {
  const typed = (header: object, payload: object) =>
    new SignJWT(payload as JWTPayload)
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(pair.privateKey)
      .then((token) => `Bearer ${token}`);
  const [anyType, onlyAccessTokens] = [call, verifier(localKeys, 'at+jwt')];
  const wrongType = { ...unauthenticated, fault: 'WRONG_TYPE' };

  test.each([{}, { typ: 'JWT' }, { typ: 'jwt' }, { typ: 'application/jwt' }])(
    'may be %j, which does not state a type, unless AUTH_TOKEN_TYPE requires at+jwt',
    async (header) => {
      const token = await typed(header, claims);
      await expect(anyType(token)).resolves.toMatchObject({ id: 'someone' });
      await expect(onlyAccessTokens(token)).rejects.toMatchObject(wrongType);
    },
  );

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/At+JWT'])(
    'may be %s (RFC 9068 §4)',
    async (typ) => {
      const token = await typed({ typ }, { ...claims, nonce: 'n' });
      await expect(anyType(token)).resolves.toMatchObject({ id: 'someone' });
      await expect(onlyAccessTokens(token)).resolves.toMatchObject({ id: 'someone' });
    },
  );

  test.each([
    ...['logout+jwt', 'secevent+jwt', 'dpop+jwt', 'oauth-authz-req+jwt', 'token-introspection+jwt', 'rt+jwt'],
    ...[
      'application/logout+jwt',
      'id_token',
      'JOSE',
      '',
      'at+jwt ',
      'x-at+jwt',
      'application/application/jwt',
    ],
  ])('must not be that of another kind of token: "%s" (RFC 8725 §3.11)', async (typ) => {
    const token = await typed({ typ }, claims);
    await expect(anyType(token)).rejects.toMatchObject(wrongType);
    await expect(onlyAccessTokens(token)).rejects.toMatchObject(wrongType);
  });

  test.each([[['at+jwt']], [['JWT']], [1], [null], [{}]])('must be a string: %j is refused', async (typ) => {
    const token = await typed({ typ } as never, claims);
    await expect(anyType(token)).rejects.toMatchObject(wrongType);
    await expect(onlyAccessTokens(token)).rejects.toMatchObject(wrongType);
  });

  test.each([
    ['an ID token with a nonce', { nonce: 'n', auth_time: nowSeconds }],
    ['an ID token with the hash of an access token', { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }],
    ['an ID token with the hash of a code', { c_hash: 'LDktKdoQak3Pk0cnXxCltA' }],
    ['a logout token', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, sid: 's' }],
    ['a DPoP proof', { htm: 'POST', htu: 'https://gateway.test/graphql', jti: 'j' }],
  ])('is recognised by the claims if there is no typ: %s', async (_, more) => {
    for (const header of [{}, { typ: 'JWT' }]) {
      const token = await typed(header, { ...claims, ...more });
      await expect(anyType(token)).rejects.toMatchObject(wrongType);
    }
  });

  test.each([
    ['a DPoP key (RFC 9449 §6)', { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' }],
    ['a certificate (RFC 8705 §3.1)', { 'x5t#S256': 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2' }],
    ['nothing that is known', {}],
    ['null', null],
  ])('does not matter if the token is bound to %s: it is refused', async (_, cnf) => {
    for (const typ of ['at+jwt', 'JWT']) {
      const token = await typed({ typ }, { ...claims, cnf });
      await expect(anyType(token)).rejects.toMatchObject({ ...unauthenticated, fault: 'KEY_BOUND' });
    }
  });
});

describe('the development issuer', () => {
  test('is trusted if no other source of keys is set', async () => {
    const development = await openDevelopmentIssuer(undefined, now);
    const token = await development.sign(
      { sub: 'someone', tenant: 'acme', role: 'admin', ttl: 60 },
      issuer,
      audience,
    );
    const keys = trustedKeys({ kind: 'development' }, development);
    await expect(verifier(keys)(`Bearer ${token}`)).resolves.toMatchObject({ tenantId: 'acme' });
    await expect(call(`Bearer ${token}`)).rejects.toMatchObject(unauthenticated);
  });

  test('refuses to start without its opened key', () => {
    expect(() => trustedKeys({ kind: 'development' }, undefined)).toThrow('development issuer');
  });
});

describe('a key set behind a URL', () => {
  let server: Server | undefined;

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  });

  async function keysFrom(answer: RequestListener) {
    const listening = createServer(answer);
    server = listening;
    await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
    const { port } = listening.address() as AddressInfo;
    return trustedKeys({ kind: 'url', url: new URL(`http://127.0.0.1:${port}/jwks`) }, undefined);
  }

  test('verifies valid tokens and refuses invalid ones', async () => {
    const keys = await keysFrom((_, response) => response.end(JSON.stringify({ keys: [publicJwk] })));
    await expect(verifier(keys)(await bearer(claims))).resolves.toMatchObject({ id: 'someone' });
    const { privateKey } = await generateKeyPair('ES256');
    await expect(verifier(keys)(await bearer(claims, privateKey))).rejects.toMatchObject(unauthenticated);
  });

  test.each<[string, RequestListener]>([
    ['closes the connection', (request) => request.socket.destroy()],
    ['answers 503', (_, response) => response.writeHead(503).end('{"keys":[]}')],
    ['answers with a page', (_, response) => response.end('<h1>Sign in</h1>')],
    ['answers with another object', (_, response) => response.end('{"status":"ok"}')],
  ])('that %s gives 503 and does not refuse the token', async (_, answer) => {
    const keys = await keysFrom(answer);
    const error = await verifier(keys)(await bearer(claims)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AccessError);
  });

  test('that is down does not change the 401 of a request without a bearer token', async () => {
    const keys = await keysFrom((request) => request.socket.destroy());
    await expect(verifier(keys)(undefined)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(verifier(keys)('Basic eA==')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
