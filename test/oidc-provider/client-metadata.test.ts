import { describe, expect, test } from 'vitest';
import type { Client, RegistrationInput } from '../../src/domain/client/client-metadata.ts';
import { withDefaults } from '../../src/domain/client/client-metadata.ts';
import { clientAuthMethods, fapiProfiles, valuesOf } from '../../src/domain/client/vocabulary.ts';
import { clientMetadata } from '../../src/oidc-provider/client-metadata.ts';
import type { Served } from '../../src/oidc-provider/served.ts';
import { ecKey, jwksOf } from '../domain/key/key-maker.ts';

const everything: Served = {
  authMethods: new Set(valuesOf(clientAuthMethods)),
  grantTypes: new Set([
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'urn:openid:params:grant-type:ciba',
  ]),
  scopes: new Set(['openid', 'offline_access', 'email']),
  acrValues: new Set(['silver']),
  signingAlgorithms: ['RS256', 'PS256', 'ES256'],
  pushedRequests: true,
  requestObjects: true,
  signedResponses: true,
  dpop: true,
  certificateBoundTokens: true,
};

function clientOf(input: Partial<RegistrationInput>): Client {
  return {
    ...withDefaults({ name: 'My app', redirectUris: ['https://app.example.com/callback'], ...input }),
    id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
    tenantId: 'acme',
    corsOrigins: ['https://app.example.com'],
    status: 'active',
    version: 1,
    createdAt: new Date('2026-01-31T12:34:56.789Z'),
    updatedAt: new Date('2026-01-31T12:34:56.789Z'),
    lastUsedAt: null,
    deletedAt: null,
  };
}

const metadataOf = (input: Partial<RegistrationInput>, served: Partial<Served> = {}) => {
  const client = clientOf(input);
  const [method = 'none'] = client.clientAuthMethods;
  return clientMetadata(client, method, { ...everything, ...served });
};

test('all registered metadata is passed on, without a secret or a placeholder of one', () => {
  const jwks = jwksOf(ecKey().publicJwk);
  const metadata = metadataOf({
    scopes: ['openid', 'email', 'payments'],
    grantTypes: ['authorization_code', 'refresh_token', 'urn:openid:params:grant-type:ciba'],
    clientAuthMethods: ['tls_client_auth'],
    tlsClientAuth: { sanDns: 'client.example.com' },
    jwks,
    website: 'https://app.example.com/',
    logoUrl: 'https://app.example.com/logo.png',
    privacyPolicy: 'https://app.example.com/privacy',
    termsUrl: 'https://app.example.com/terms',
    contacts: ['admin@example.com'],
    softwareId: 'shop',
    description: 'The shop',
    accessTokenLifetime: 60,
    requestUris: ['https://app.example.com/request'],
    defaultAcrValues: ['gold', 'silver'],
    requireAuthTime: true,
    defaultMaxAge: 0,
    initiateLoginUri: 'https://app.example.com/login',
    postLogoutRedirectUris: ['https://app.example.com/out'],
  });
  expect(metadata).toEqual({
    clientele: {
      tenantId: 'acme',
      fapiProfile: null,
      scopes: ['openid', 'email', 'payments'],
      corsOrigins: ['https://app.example.com'],
      accessTokenLifetime: 60,
      refreshTokenLifetime: null,
      idTokenLifetime: null,
    },
    client_id: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
    client_id_issued_at: 1769862896,
    client_name: 'My app',
    contacts: ['admin@example.com'],
    software_id: 'shop',
    request_uris: ['https://app.example.com/request'],
    default_acr_values: ['silver'],
    require_auth_time: true,
    default_max_age: 0,
    initiate_login_uri: 'https://app.example.com/login',
    post_logout_redirect_uris: ['https://app.example.com/out'],
    client_uri: 'https://app.example.com/',
    logo_uri: 'https://app.example.com/logo.png',
    policy_uri: 'https://app.example.com/privacy',
    tos_uri: 'https://app.example.com/terms',
    redirect_uris: ['https://app.example.com/callback'],
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token', 'urn:openid:params:grant-type:ciba'],
    response_types: ['code'],
    scope: 'openid email offline_access',
    jwks: JSON.parse(jwks),
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_san_dns: 'client.example.com',
    backchannel_token_delivery_mode: 'poll',
    id_token_signed_response_alg: 'RS256',
    authorization_signed_response_alg: 'RS256',
  });
});

test('unset metadata is absent', () => {
  expect(metadataOf({})).not.toHaveProperty('jwks');
  expect(metadataOf({})).not.toHaveProperty('contacts');
  expect(metadataOf({ grantTypes: ['client_credentials'] })).toMatchObject({ response_types: [] });
  expect(metadataOf({ jwksUri: 'https://app.example.com/jwks' })).toMatchObject({
    jwks_uri: 'https://app.example.com/jwks',
  });
});

describe('scope is never empty, which would mean no limit', () => {
  test.each<[readonly string[], string]>([
    [['openid'], 'openid'],
    [['payments'], 'offline_access'],
    [[], 'offline_access'],
  ])('%j', (scopes, expected) => {
    expect(metadataOf({ scopes }).scope).toBe(expected);
  });
});

test('a URI after logout that node-oidc-provider refuses for a native app is left out', () => {
  const redirectUris = ['com.example.app:/callback'];
  const postLogoutRedirectUris = [
    'com.example.app:/out',
    'http://127.0.0.1/',
    'http://127.0.0.2/',
    'https://localhost/',
  ];
  const native = metadataOf({ isConfidential: false, redirectUris, postLogoutRedirectUris });
  expect(native.post_logout_redirect_uris).toEqual(['com.example.app:/out', 'http://127.0.0.1/']);
  expect(metadataOf({ postLogoutRedirectUris: ['http://127.0.0.2/'] }).post_logout_redirect_uris).toEqual([
    'http://127.0.0.2/',
  ]);
});

test('a private-use scheme after logout makes an app native', () => {
  const uris = { isConfidential: false, postLogoutRedirectUris: ['com.example.app:/out'] };
  expect(metadataOf(uris)).toMatchObject({
    application_type: 'native',
    post_logout_redirect_uris: ['com.example.app:/out'],
  });
});

test('authentication context classes that the server does not know are left out', () => {
  expect(metadataOf({ defaultAcrValues: ['gold'] })).not.toHaveProperty('default_acr_values');
});

describe('application_type', () => {
  test.each<[boolean, readonly string[], string]>([
    [false, ['com.example.app:/callback'], 'native'],
    [false, ['http://127.0.0.1/callback'], 'native'],
    [false, ['http://[::1]:4000/callback', 'https://app.example.com/callback'], 'native'],
    [false, ['https://app.example.com/callback'], 'web'],
    [false, ['http://127.0.0.2/callback'], 'web'],
    [false, ['https://localhost/callback'], 'web'],
    [true, ['http://127.0.0.1/callback'], 'web'],
  ])('confidential: %s, %j: %s', (isConfidential, redirectUris, expected) => {
    expect(metadataOf({ isConfidential, redirectUris }).application_type).toBe(expected);
  });
});

test('a native client has no redirect URI for which node-oidc-provider refuses it', () => {
  const usable = [
    'com.example.app:/callback',
    'http://localhost/callback',
    'https://app.example.com/callback',
  ];
  const refused = ['https://localhost/callback', 'http://127.0.0.2/callback', 'https://[::1]/callback'];
  const redirectUris = [...usable, ...refused];
  expect(metadataOf({ isConfidential: false, redirectUris }).redirect_uris).toEqual(usable);
  const ofWeb = redirectUris.slice(1);
  expect(metadataOf({ isConfidential: true, redirectUris: ofWeb }).redirect_uris).toEqual(ofWeb);
});

test('a client without a redirect URI for an app is a web client, without private-use schemes for the logout', () => {
  const redirectUris = ['https://localhost/callback'];
  const postLogoutRedirectUris = ['com.example.app:/out', 'https://localhost/out'];
  expect(metadataOf({ isConfidential: false, redirectUris, postLogoutRedirectUris })).toMatchObject({
    application_type: 'web',
    redirect_uris: redirectUris,
    post_logout_redirect_uris: ['https://localhost/out'],
  });
});

describe('under a profile', () => {
  const keyed = { jwks: jwksOf(ecKey().publicJwk) };
  const pushed = { require_pushed_authorization_requests: true };
  const certificate = { tls_client_certificate_bound_access_tokens: true };
  const dpop = { dpop_bound_access_tokens: true };
  const signed = {
    require_signed_request_object: true,
    response_modes: ['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'],
  };
  const algorithms = (alg: string) => ({
    id_token_signed_response_alg: alg,
    authorization_signed_response_alg: alg,
  });
  const demands = {
    fapi1: algorithms('RS256'),
    fapi1_baseline: algorithms('RS256'),
    fapi1_advanced: { ...certificate, ...signed, ...algorithms('PS256') },
    fapi2_security: { ...pushed, ...dpop, ...algorithms('PS256') },
    fapi2_message_signing: { ...pushed, ...dpop, ...signed, ...algorithms('PS256') },
  };

  test.each(valuesOf(fapiProfiles).map((profile) => [profile]))(
    '%s, the requirements of the profile become metadata',
    (fapiProfile) => {
      const { clientele, ...plain } = metadataOf(keyed);
      const { clientele: registered, ...metadata } = metadataOf({ ...keyed, fapiProfile });
      const expected = { ...plain, token_endpoint_auth_method: 'private_key_jwt', ...demands[fapiProfile] };
      expect(metadata).toEqual(expected);
      expect([clientele, registered]).toMatchObject([{ fapiProfile: null }, { fapiProfile }]);
    },
  );

  test('a client with a certificate gets certificate-bound tokens if the server supports them', () => {
    const input = {
      ...keyed,
      fapiProfile: 'fapi2_security',
      clientAuthMethods: ['self_signed_tls_client_auth'],
    } as const;
    expect(metadataOf(input)).toMatchObject(certificate);
    expect(metadataOf(input, { certificateBoundTokens: false })).toMatchObject(dpop);
    expect(metadataOf({ ...keyed, fapiProfile: 'fapi2_security' }, { dpop: false })).toMatchObject(
      certificate,
    );
  });

  test.each<[keyof typeof demands, Partial<Served>, string]>([
    ['fapi2_security', { pushedRequests: false }, 'features.pushedAuthorizationRequests'],
    ['fapi2_security', { dpop: false, certificateBoundTokens: false }, 'features.dPoP'],
    ['fapi2_security', { signingAlgorithms: ['RS256'] }, 'PS256, ES256, EdDSA, Ed25519'],
    ['fapi1_advanced', { requestObjects: false }, 'features.requestObjects'],
    ['fapi2_message_signing', { signedResponses: false }, 'features.jwtResponseModes'],
  ])('%s, a server with %j is told which feature it lacks', (fapiProfile, served, lack) => {
    expect(() => metadataOf({ ...keyed, fapiProfile }, served)).toThrow(lack);
    expect(() => metadataOf(keyed, { ...served, signingAlgorithms: ['RS256'] })).not.toThrow();
  });
});

test('keys of an unknown type and empty labels are left out, because of which node-oidc-provider would refuse the client', () => {
  const key = ecKey().publicJwk;
  const jwks = JSON.stringify({
    keys: [
      { ...key, kid: '', alg: '', use: '' },
      { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', kid: null, x5c: null },
    ],
  });
  const { kid, alg, use, ...bare } = key as Record<string, unknown>;
  expect(metadataOf({ jwks }).jwks).toEqual({ keys: [bare] });
});
