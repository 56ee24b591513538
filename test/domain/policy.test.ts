import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../src/domain/client/client-metadata.ts';
import type { RegistrationPolicy } from '../../src/domain/policy.ts';
import { candidateOf } from '../../src/domain/rule/candidate.ts';
import { checkPolicy, checkRegistration } from '../../src/domain/rule/check-registration.ts';

const strict: RegistrationPolicy = {
  recoverableSecrets: false,
  allowedJwksHosts: new Set(),
  allowedPrivateUseSchemes: new Set(),
};

function findIssues(input: Partial<RegistrationInput>, policy: Partial<RegistrationPolicy> = {}) {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], ...input };
  return checkPolicy(candidateOf(given), { ...strict, ...policy }).map(({ code, path }) => [code, ...path]);
}

const hostCode = [['JWKS_URI_HOST', 'jwksUri']];
const atHost = (host: string) => ({ jwksUri: `https://${host}/jwks.json` });

test('an ordinary registration is accepted under every configuration', () => {
  expect(findIssues({})).toEqual([]);
  expect(findIssues({}, { recoverableSecrets: true })).toEqual([]);
});

describe('client_secret_jwt (OpenID Connect Core §9)', () => {
  test('is refused at its index if the server stores digests only', () => {
    expect(findIssues({ clientAuthMethods: ['client_secret_basic', 'client_secret_jwt'] })).toEqual([
      ['AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientAuthMethods', 1],
    ]);
  });

  test('is accepted if the server can decrypt secrets', () => {
    expect(findIssues({ clientAuthMethods: ['client_secret_jwt'] }, { recoverableSecrets: true })).toEqual(
      [],
    );
  });

  test.each(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const)(
    'is the only method that needs encrypted secrets: %s does not',
    (method) => {
      expect(findIssues({ clientAuthMethods: [method] })).toEqual([]);
    },
  );

  test('depends on the configuration only: the general rules accept it', () => {
    const given = {
      name: 'App',
      redirectUris: ['https://app.example.com/'],
      clientAuthMethods: ['client_secret_jwt'] as const,
    };
    expect(checkRegistration(candidateOf(given))).toEqual([]);
  });
});

describe('the host of jwks_uri must be public (RFC 9700 §4.11, RFC 6890 §2)', () => {
  test.each([
    'keys.example.com',
    'example.com:8443',
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '[2606:4700:4700::1111]',
    '[::ffff:8.8.8.8]',
    '10.0.0.1.example.com',
    'localhost.example.com',
  ])('%s is accepted', (host) => {
    expect(findIssues(atHost(host))).toEqual([]);
  });

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '[::1]'],
    ['IPv4-compatible loopback', '[::7f00:1]'],
    ['IPv4-compatible link-local', '[::a9fe:a9fe]'],
    ['outside global unicast', '[4000::1]'],
    ['loopback by name', 'localhost'],
    ['loopback by name', 'LOCALHOST:8443'],
    ['loopback by name', 'keys.localhost'],
    ['a name without a dot', 'intranet'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['link-local, where cloud metadata is', '169.254.169.254'],
    ['link-local', '[fe80::1]'],
    ['unique local', '[fd00::1]'],
    ['unique local', '[fc00::1]'],
    ['site-local', '[fec0::1]'],
    ['mapped loopback', '[::ffff:127.0.0.1]'],
    ['mapped private', '[::ffff:10.0.0.1]'],
    ['mapped private in hexadecimal', '[::ffff:a00:1]'],
    ['NAT64', '[64:ff9b::10.0.0.1]'],
    ['6to4', '[2002:a00:1::]'],
    ['Teredo', '[2001::1]'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '[::]'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '[2001:db8::1]'],
    ['multicast', '224.0.0.1'],
    ['multicast', '[ff02::1]'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['one decimal number', '2130706433'],
    ['hexadecimal', '0x7f000001'],
    ['octal', '0177.0.0.1'],
  ])('%s is refused: %s', (_, host) => {
    expect(findIssues(atHost(host))).toEqual(hostCode);
  });

  test('the host after userinfo is the one that is checked', () => {
    expect(findIssues(atHost('keys.example.com@10.0.0.1'))).toEqual(hostCode);
    expect(findIssues(atHost('10.0.0.1@keys.example.com'))).toEqual([]);
  });

  test.each(['2130706433', '0x7f000001', '0177.0.0.1', 'localhost.', 'intranet.', '10.0.0.1.'])(
    'is refused in every spelling, under every configuration: %s',
    (host) => {
      const given = { name: 'App', redirectUris: ['https://app.example.com/'], ...atHost(host) };
      expect(checkRegistration(candidateOf(given)).map(({ path }) => path)).toEqual([['jwksUri']]);
    },
  );

  test('is accepted if the operator allows that exact host, in any letter case', () => {
    const allowedJwksHosts = new Set(['keys.localhost', '10.0.0.1', '[fd00::1]']);
    for (const host of ['keys.localhost', 'KEYS.LOCALHOST:8443', '10.0.0.1', '[FD00::1]']) {
      expect(findIssues(atHost(host), { allowedJwksHosts })).toEqual([]);
    }
    for (const host of ['localhost', 'a.keys.localhost', '10.0.0.2', '[fd00::2]']) {
      expect(findIssues(atHost(host), { allowedJwksHosts })).toEqual(hostCode);
    }
  });

  test.each(['', '/jwks.json', 'https:/keys', 'data:,x'])(
    'is not checked if there is no host: "%s"',
    (jwksUri) => {
      expect(findIssues({ jwksUri })).toEqual([]);
    },
  );
});

test('all issues of the policy are reported at once, in the order of the fields', () => {
  expect(findIssues({ ...atHost('localhost'), clientAuthMethods: ['client_secret_jwt'] })).toEqual([
    ['AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientAuthMethods', 0],
    ['JWKS_URI_HOST', 'jwksUri'],
  ]);
});
