import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/registration/client-metadata.ts';
import type { Rule } from '../../../src/registration/rule/candidate.ts';
import { candidateOf } from '../../../src/registration/rule/candidate.ts';
import { adviseLoopback, checkRedirectUris } from '../../../src/registration/rule/redirect-uri.ts';

function judge(rule: Rule, redirectUris: string[], rest: Partial<RegistrationInput> = {}) {
  const given = { name: 'App', redirectUris, ...rest };
  return rule(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

describe('the list', () => {
  test('at least one redirect URI is required (RFC 7591 §2)', () => {
    expect(judge(checkRedirectUris, [])).toEqual([['REDIRECT_URI_REQUIRED', 'redirectUris']]);
  });

  test('100 redirect URIs are accepted and one more is refused', () => {
    const uris = Array.from({ length: 101 }, (_, index) => `https://app.example.com/${index}`);
    expect(judge(checkRedirectUris, uris.slice(0, 100))).toEqual([]);
    expect(judge(checkRedirectUris, uris)).toEqual([['TOO_MANY_ITEMS', 'redirectUris']]);
  });

  test('every entry is checked, and an issue names the entry it is about', () => {
    const uris = ['https://a.example/x', 'http://b.example/x', 'https://c.example/x', 'javascript:1', '/x'];
    expect(judge(checkRedirectUris, uris)).toEqual([
      ['REDIRECT_URI_HTTP', 'redirectUris', 1],
      ['REDIRECT_URI_SCHEME', 'redirectUris', 3],
      ['URI_NOT_ABSOLUTE', 'redirectUris', 4],
    ]);
  });

  test('an entry with several problems gets an issue for each', () => {
    expect(judge(checkRedirectUris, ['http://app.example.com/a b#'])).toEqual([
      ['URI_CHARACTER', 'redirectUris', 0],
      ['URI_FRAGMENT', 'redirectUris', 0],
      ['REDIRECT_URI_HTTP', 'redirectUris', 0],
    ]);
  });
});

describe('the scheme', () => {
  test.each([
    'https://app.example.com',
    'https://app.example.com/callback?from=login',
    'HTTPS://app.example.com:8443/callback',
  ])('https is accepted: %s', (uri) => {
    expect(judge(checkRedirectUris, [uri])).toEqual([]);
  });

  test('the private-use scheme of a public client is accepted (RFC 8252 §7.1)', () => {
    const uris = ['com.example.app:/callback'];
    expect(judge(checkRedirectUris, uris, { clientAuthMethods: ['none'] })).toEqual([]);
  });

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'javascript://app.example.com/%0Aalert(1)',
    'data:text/html,hello',
    'DATA:text/html,hello',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'about:blank',
    'blob:https://app.example.com/1',
    'filesystem:https://app.example.com/1',
    'view-source:https://app.example.com/',
    'ftp://app.example.com/',
    'mailto:someone@example.com',
    'ws://app.example.com/',
    'WSS://app.example.com/',
  ])('a scheme that runs, reads or sends something is refused in any letter case: %s', (uri) => {
    expect(judge(checkRedirectUris, [uri])).toContainEqual(['REDIRECT_URI_SCHEME', 'redirectUris', 0]);
  });

  test('a blank in front does not hide a refused scheme', () => {
    expect(judge(checkRedirectUris, [' javascript:alert(1)'])).not.toEqual([]);
    expect(judge(checkRedirectUris, ['java\nscript:alert(1)'])).not.toEqual([]);
  });
});

describe('plain http', () => {
  test.each([
    'http://127.0.0.1/callback',
    'http://127.0.0.1:49152/callback',
    'http://127.255.255.254/callback',
    'http://[::1]/callback',
    'http://[::1]:49152/callback',
    'http://localhost/callback',
    'http://localhost:3000/callback',
    'HTTP://LOCALHOST/callback',
  ])('is accepted on loopback (RFC 8252 §7.3): %s', (uri) => {
    expect(judge(checkRedirectUris, [uri])).toEqual([]);
  });

  test.each([
    'http://app.example.com/callback',
    'HTTP://app.example.com/callback',
    'http://localhost.evil.example/',
    'http://evil-localhost/',
    'http://app.localhost/',
    'http://localhost./',
    'http://127.0.0.1.evil.example/',
    'http://127.evil.example/',
    'http://128.0.0.1/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[::2]/',
    'http://[::ffff:127.0.0.1]/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://%6cocalhost/',
    'http://localhost@evil.example/',
    'http://localhost:80@evil.example/',
    'http://evil.example/localhost',
    'http://evil.example?@localhost',
  ])('is refused on every other host (RFC 9700 §2.6): %s', (uri) => {
    expect(judge(checkRedirectUris, [uri])).toContainEqual(['REDIRECT_URI_HTTP', 'redirectUris', 0]);
  });
});

describe('the advisory on loopback', () => {
  const uris = ['https://app.example.com/', 'http://127.0.0.1/', 'http://[::1]:80/', 'https://localhost/'];

  test('names each plain loopback URI of a confidential client (RFC 8252 §8.3)', () => {
    expect(judge(adviseLoopback, uris)).toEqual([
      ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 1],
      ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 2],
    ]);
  });

  test('is not raised for a public client, for which loopback is meant', () => {
    expect(judge(adviseLoopback, uris, { isConfidential: false })).toEqual([]);
  });
});
