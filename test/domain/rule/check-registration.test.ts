import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { adviseRegistration, checkRegistration } from '../../../src/domain/rule/check-registration.ts';

const sound: RegistrationInput = { name: 'App', redirectUris: ['https://app.example.com/callback'] };

/** One fault in every field that has a rule. */
const faulty: RegistrationInput = {
  name: '\0',
  redirectUris: ['https://app.example.com/', 'http://app.example.com/#'],
  clientAuthMethods: ['none'],
  isConfidential: true,
  grantTypes: ['refresh_token'],
  scopes: ['openid', 'a b'],
  jwks: '{"keys":[{"kty":"oct"}]}',
  jwksUri: 'http://app.example.com/',
  logoUrl: 'data:,',
  website: 'app.example.com',
  privacyPolicy: 'https:/app.example.com',
  termsUrl: 'mailto:someone@example.com',
  tlsClientAuth: { sanIp: 'client' },
  fapiProfile: 'fapi2_message_signing',
};

test('a valid registration has no issue', () => {
  expect(checkRegistration(candidateOf(sound))).toEqual([]);
});

test('all issues of a registration are reported at once, in the order of the fields', () => {
  expect(checkRegistration(candidateOf(faulty)).map(({ code, path }) => [code, ...path])).toEqual([
    ['NAME_BLANK', 'name'],
    ['NAME_CHARACTER', 'name'],
    ['URI_FRAGMENT', 'redirectUris', 1],
    ['REDIRECT_URI_HTTP', 'redirectUris', 1],
    ['PROFILE_REDIRECT_URI', 'redirectUris', 1],
    ['AUTH_METHOD_NONE_CONFIDENTIAL', 'clientAuthMethods', 0],
    ['PROFILE_AUTH_METHOD', 'clientAuthMethods', 0],
    ['TLS_CLIENT_AUTH_SAN_IP', 'tlsClientAuth', 'sanIp'],
    ['GRANT_TYPE_REFRESH_ALONE', 'grantTypes'],
    ['SCOPE_CHARACTER', 'scopes', 1],
    ['PROFILE_KEYS_REQUIRED', 'jwks'],
    ['JWK_SYMMETRIC', 'jwks', 'keys', 0],
    ['JWKS_AND_JWKS_URI', 'jwksUri'],
    ['JWKS_URI_SCHEME', 'jwksUri'],
    ['URL_NOT_WEB', 'logoUrl'],
    ['URI_NOT_ABSOLUTE', 'website'],
    ['URI_HOST', 'privacyPolicy'],
    ['URL_NOT_WEB', 'termsUrl'],
  ]);
});

test('the same input gives the same issues and is not changed', () => {
  const before = structuredClone(faulty);
  expect(checkRegistration(candidateOf(faulty))).toEqual(checkRegistration(candidateOf(faulty)));
  expect(faulty).toEqual(before);
});

test('no issue repeats any part of the input', () => {
  const marker = randomUUID();
  const given = {
    name: `${marker}\0`,
    redirectUris: [`${marker}:x y#`, `javascript:${marker}`, `http://${marker}.example/`],
    scopes: [`${marker} ${marker}`],
    jwks: marker,
    jwksUri: `http://${marker}.example/`,
    logoUrl: marker,
    website: `data:,${marker}`,
    privacyPolicy: `https:/${marker}`,
    termsUrl: `https://${marker}@app.example/`,
    tlsClientAuth: { sanIp: marker },
  };
  const issues = checkRegistration(candidateOf(given));
  expect(new Set(issues.map(({ path }) => path[0]))).toEqual(new Set(Object.keys(given)));
  expect(JSON.stringify(issues)).not.toContain(marker);
});

test('risky but allowed settings give advisories and no issues', () => {
  const risky = {
    ...sound,
    redirectUris: ['http://127.0.0.1/callback'],
    logoUrl: 'http://app.example.com/logo',
  };
  expect(checkRegistration(candidateOf(risky))).toEqual([]);
  expect(adviseRegistration(candidateOf(risky)).map(({ code, path }) => [code, ...path])).toEqual([
    ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 0],
    ['ADVISE_DISPLAY_URL_HTTP', 'logoUrl'],
  ]);
});

test('a valid registration without risk has no advisory', () => {
  expect(adviseRegistration(candidateOf(sound))).toEqual([]);
});

test('a list that is too long has one issue, whatever its items are', () => {
  const methods = Array.from({ length: 5000 }, () => 'none' as const);
  const uris = Array.from({ length: 5000 }, () => 'a:');
  const input = {
    name: 'x',
    redirectUris: uris,
    clientAuthMethods: methods,
    fapiProfile: 'fapi2_security' as const,
  };
  const issues = [...checkRegistration(candidateOf(input)), ...adviseRegistration(candidateOf(input))];
  expect(issues.filter(({ code }) => code === 'TOO_MANY_ITEMS').map(({ path }) => path)).toEqual([
    ['redirectUris'],
    ['clientAuthMethods'],
  ]);
  expect(issues.length).toBeLessThan(500);
});
