import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import type { Rule } from '../../../src/domain/rule/candidate.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import {
  adviseLocalhost,
  adviseLoopback,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  checkPrivateUseSchemes,
  checkRedirectUris,
  refusedSchemes,
} from '../../../src/domain/rule/redirect-uri.ts';
import { splitUri } from '../../../src/domain/uri/uri.ts';

function findIssues(
  rule: Rule,
  redirectUris: string[] | null | undefined,
  rest: Partial<RegistrationInput> = {},
) {
  const given = { name: 'App', redirectUris, ...rest };
  return rule(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

describe('the list of redirect URIs', () => {
  test.each<Partial<RegistrationInput>>([
    {},
    { grantTypes: null },
    { grantTypes: ['authorization_code'] },
    { grantTypes: ['client_credentials', 'authorization_code'] },
    { grantTypes: ['authorization_code'], isConfidential: false },
  ])('must have at least one item if a grant redirects: %j (RFC 7591 §2)', (input) => {
    for (const none of [[], null, undefined]) {
      expect(findIssues(checkRedirectUris, none, input)).toEqual([['REDIRECT_URI_REQUIRED', 'redirectUris']]);
    }
  });

  test.each<Partial<RegistrationInput>>([
    { grantTypes: ['client_credentials'] },
    { grantTypes: ['urn:ietf:params:oauth:grant-type:device_code'], isConfidential: false },
    { grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'] },
    { grantTypes: ['urn:openid:params:grant-type:ciba'] },
    { grantTypes: ['urn:ietf:params:oauth:grant-type:token-exchange'] },
    { grantTypes: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] },
  ])('may be absent or empty if no grant redirects: %j', (input) => {
    for (const none of [[], null, undefined]) expect(findIssues(checkRedirectUris, none, input)).toEqual([]);
  });

  test('is checked even if no grant redirects, with an advisory', () => {
    const input = { grantTypes: ['client_credentials'] } as const;
    expect(findIssues(checkRedirectUris, ['http://app.example.com/'], input)).toEqual([
      ['REDIRECT_URI_HTTP', 'redirectUris', 0],
    ]);
    const unused = [['ADVISE_REDIRECT_URIS_UNUSED', 'redirectUris']];
    expect(findIssues(adviseUnusedRedirectUris, ['https://app.example.com/'], input)).toEqual(unused);
    expect(findIssues(adviseUnusedRedirectUris, [], input)).toEqual([]);
    expect(findIssues(adviseUnusedRedirectUris, ['https://app.example.com/'])).toEqual([]);
  });

  test('may have 100 URIs and not more', () => {
    const uris = Array.from({ length: 101 }, (_, index) => `https://app.example.com/${index}`);
    expect(findIssues(checkRedirectUris, uris.slice(0, 100))).toEqual([]);
    expect(findIssues(checkRedirectUris, uris)).toEqual([['TOO_MANY_ITEMS', 'redirectUris']]);
  });

  test('has every entry checked, and an issue names its entry', () => {
    const uris = ['https://a.example/x', 'http://b.example/x', 'https://c.example/x', 'javascript:1', '/x'];
    expect(findIssues(checkRedirectUris, uris)).toEqual([
      ['REDIRECT_URI_HTTP', 'redirectUris', 1],
      ['REDIRECT_URI_SCHEME', 'redirectUris', 3],
      ['URI_NOT_ABSOLUTE', 'redirectUris', 4],
    ]);
  });

  test('has an issue for each problem of an entry', () => {
    expect(findIssues(checkRedirectUris, ['http://app.example.com/a b#'])).toEqual([
      ['URI_CHARACTER', 'redirectUris', 0],
      ['URI_FRAGMENT', 'redirectUris', 0],
      ['REDIRECT_URI_HTTP', 'redirectUris', 0],
    ]);
  });
});

describe('the scheme of a redirect URI', () => {
  test.each([
    'https://app.example.com',
    'https://app.example.com/callback?from=login',
    'HTTPS://app.example.com:8443/callback',
  ])('may be https: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri])).toEqual([]);
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
    'intent://scan/#Intent;scheme=zxing;end',
    'Content://com.example.app/1',
    'INTENT:/callback',
    'tel:+15550100',
    'sms:+15550100',
    'chrome://settings/',
  ])('must not run, read or send something, in any letter case: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri])).toContainEqual(['REDIRECT_URI_SCHEME', 'redirectUris', 0]);
  });

  test('is recognised behind a leading space', () => {
    expect(findIssues(checkRedirectUris, [' javascript:alert(1)'])).not.toEqual([]);
    expect(findIssues(checkRedirectUris, ['java\nscript:alert(1)'])).not.toEqual([]);
  });
});

describe('a private-use scheme (RFC 8252 §7.1, §8.4)', () => {
  const open = { isConfidential: false };
  const kind = ['REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL', 'redirectUris', 0];
  const noDot = ['REDIRECT_URI_PRIVATE_SCHEME', 'redirectUris', 0];
  const adviseSlash = ['ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH', 'redirectUris', 0];
  const adviseDot = ['ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT', 'redirectUris', 0];
  const allowing =
    (...schemes: string[]): Rule =>
    (candidate) =>
      checkPrivateUseSchemes(candidate, new Set(schemes));

  test.each(['com.example.app:/callback', 'com.example.app:/', 'COM.Example.App:/a/b?c=d', 'a.b-c+d:/x'])(
    'with a dot and one slash is accepted for a public client, without an advisory: %s',
    (uri) => {
      expect(findIssues(checkRedirectUris, [uri], { clientAuthMethods: ['none'] })).toEqual([]);
      expect(findIssues(checkRedirectUris, [uri], open)).toEqual([]);
      expect(findIssues(allowing(), [uri], open)).toEqual([]);
      expect(findIssues(advisePrivateUseScheme, [uri], open)).toEqual([]);
    },
  );

  test.each([
    'com.mycompany.demo://callback',
    'msauth.com.example.app://auth',
    'com.example.app://tenant.example.com/ios/com.example.app/callback',
    'com.example.app:///callback',
    'com.example.app://',
    'com.example.app:callback',
  ])('with a dot and another number of slashes is accepted with an advisory: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri], open)).toEqual([]);
    expect(findIssues(allowing(), [uri], open)).toEqual([]);
    expect(findIssues(advisePrivateUseScheme, [uri], open)).toEqual([adviseSlash]);
  });

  test.each(['com.example.app:/callback', 'com.example.app://callback', 'cursor:/callback'])(
    'is refused for a confidential client: %s',
    (uri) => {
      expect(findIssues(checkRedirectUris, [uri])).toEqual([kind]);
    },
  );

  test.each([
    'myapp:/callback',
    'myapp://callback',
    'urn:ietf:wg:oauth:2.0:oob',
    'chrome-extension:/callback',
    'com.:/callback',
    'com..example:/callback',
  ])('without a dot between labels is refused if the operator does not list it: %s', (uri) => {
    expect(findIssues(allowing('cursor', 'my'), [uri], open)).toEqual([noDot]);
  });

  test.each(['cursor://anysphere.cursor-mcp/oauth/callback', 'Cursor://anysphere.cursor-mcp/oauth/callback'])(
    'without a dot is accepted with an advisory if the operator lists it: %s',
    (uri) => {
      expect(findIssues(checkRedirectUris, [uri], open)).toEqual([]);
      expect(findIssues(allowing('cursor'), [uri], open)).toEqual([]);
      expect(findIssues(advisePrivateUseScheme, [uri], open)).toEqual([adviseDot, adviseSlash]);
      expect(findIssues(allowing('cursors', 'curs'), [uri], open)).toEqual([noDot]);
    },
  );

  test.each([
    'javascript:alert(1)',
    'JavaScript://x.y/%0aalert(1)',
    'intent://x',
    'view-source:https://x.y/',
  ])('must not be one that browsers handle themselves, even if the operator lists it: %s', (uri) => {
    const { scheme } = splitUri(uri);
    expect(findIssues(allowing(scheme ?? ''), [uri], open)).toEqual([]);
    expect(findIssues(checkRedirectUris, [uri], open)).toContainEqual([
      'REDIRECT_URI_SCHEME',
      'redirectUris',
      0,
    ]);
  });

  test.each(['com.example.app:', 'com.example.app:?a'])('must be followed by a path or host: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri], open)).toEqual([
      ['REDIRECT_URI_PRIVATE_SCHEME_EMPTY', 'redirectUris', 0],
    ]);
  });

  test('must not be followed by a user name before the host', () => {
    expect(findIssues(checkRedirectUris, ['com.example.app://user@callback'], open)).toEqual([
      ['URI_USERINFO', 'redirectUris', 0],
    ]);
  });

  test.each(['com_example.app:/x', '1com.example.app:/x', '.com.example:/x'])(
    'must follow the grammar of schemes: %s (RFC 3986 §3.1)',
    (uri) => {
      expect(findIssues(checkRedirectUris, [uri], { isConfidential: false })).toEqual([
        ['URI_NOT_ABSOLUTE', 'redirectUris', 0],
      ]);
    },
  );
});

test('a public client can register only https, http on loopback, a dotted scheme or a listed scheme, whatever it sends', () => {
  const label = fc.constantFrom('com', 'example', 'app', 'cursor', 'data', 'x', '');
  const scheme = fc.oneof(
    fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.')),
    fc.constantFrom(...refusedSchemes),
    fc.string({ unit: fc.constantFrom('a', 'j', '.', '+', '-', '1', ' ', '\n', 'é', '%'), maxLength: 8 }),
  );
  const rest = fc.constantFrom(
    '',
    '/',
    '//',
    '///',
    'x',
    '//x/y',
    '//u@x',
    '?a',
    '//127.0.0.1/',
    '/%0a',
    '#',
  );
  const isUpper = fc.boolean();
  fc.assert(
    fc.property(scheme, rest, isUpper, (name, behind, upper) => {
      const uri = `${upper ? name.toUpperCase() : name}:${behind}`;
      const candidate = candidateOf({ name: 'App', redirectUris: [uri], isConfidential: false });
      const issues = [
        ...checkRedirectUris(candidate),
        ...checkPrivateUseSchemes(candidate, new Set(['cursor'])),
      ];
      if (issues.length > 0) return;
      const { scheme: accepted = '' } = splitUri(uri);
      expect(refusedSchemes.has(accepted)).toBe(false);
      expect(accepted).toMatch(/^(https|http|cursor|[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+)$/);
      expect(findIssues(checkRedirectUris, [uri])).toEqual(
        /^https?$/.test(accepted) ? [] : [['REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL', 'redirectUris', 0]],
      );
    }),
    { numRuns: 3000 },
  );
});

describe('characters of a URI that another server may interpret differently (RFC 9700 §2.1)', () => {
  test.each([
    'https://*.example.com/callback',
    'https://app.example.com/*',
    'https://app.example.com/callback?a=*',
    'https://*/',
  ])('a wildcard is refused: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri])).toContainEqual(['REDIRECT_URI_WILDCARD', 'redirectUris', 0]);
  });

  test.each([
    'https://app.example.com/..',
    'https://app.example.com/.',
    'https://app.example.com/a/../b',
    'https://app.example.com/a/./b',
    'https://app.example.com/../callback?a=b',
    'https://app.example.com/%2e%2e/b',
    'https://app.example.com/%2E%2e/b',
    'https://app.example.com/.%2e/b',
    'https://app.example.com/a%2f..%2fb',
    'https://app.example.com/a%5C..%5cb',
    'https://app.example.com/a/..;x/b',
    'https://app.example.com/a/..;/b',
    'https://app.example.com/a/..%3bx/b',
    'https://app.example.com/a/.;x',
  ])('a dot segment, plain or encoded, is refused (Keycloak CVE-2026-3872): %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri])).toEqual([['REDIRECT_URI_DOT_SEGMENT', 'redirectUris', 0]]);
  });

  test.each([
    'https://app.example.com/a.b/c..d',
    'https://app.example.com/...',
    'https://app.example.com/.well-known/x',
    'https://app.example.com/a;x',
    'https://app.example.com/?a=../b',
    'https://app.example.com/%252e%252e/',
  ])('a dot in a name or in the query is accepted: %s', (uri) => {
    expect(findIssues(checkRedirectUris, [uri])).toEqual([]);
  });

  test.each(['%00', '%09', '%0a', '%0A', '%0d', '%0D', '%1F', '%7f'])(
    'an encoded control character is refused: %s',
    (octet) => {
      for (const uri of [`https://app.example.com/a${octet}b`, `https://app.example.com/?a=${octet}`]) {
        expect(findIssues(checkRedirectUris, [uri])).toEqual([
          ['REDIRECT_URI_ENCODED_CONTROL', 'redirectUris', 0],
        ]);
      }
    },
  );

  test.each(['%20', '%2F', '%30', '%7e', '%80'])('another percent-encoded byte is accepted: %s', (octet) => {
    expect(findIssues(checkRedirectUris, [`https://app.example.com/a${octet}b?c=${octet}`])).toEqual([]);
  });

  test.each(['?code=1', '?state', '?a=b&state=1', '?code', '?c%6fde=1', '?a&code=1&state=2'])(
    'a parameter that the authorization response adds is refused (RFC 6749 §4.1.2): %s',
    (query) => {
      expect(findIssues(checkRedirectUris, [`https://app.example.com/${query}`])).toEqual([
        ['REDIRECT_URI_RESPONSE_PARAMETER', 'redirectUris', 0],
      ]);
    },
  );

  test.each(['?', '?codes=1', '?Code=1', '?a=code', '?a=state&b', '?my_state=1'])(
    'a parameter of another name is accepted: %s',
    (query) => {
      expect(findIssues(checkRedirectUris, [`https://app.example.com/code/state${query}`])).toEqual([]);
    },
  );
});

describe('a fragment (RFC 6749 §3.1.2)', () => {
  test.each(['https://app.example.com/#top', 'https://app.example.com/#', 'https://app.example.com#'])(
    'is refused, also an empty one: %s',
    (uri) => {
      expect(findIssues(checkRedirectUris, [uri])).toEqual([['URI_FRAGMENT', 'redirectUris', 0]]);
    },
  );

  test('is refused in a private-use scheme too; an encoded number sign is not a fragment', () => {
    const rest = { isConfidential: false };
    expect(findIssues(checkRedirectUris, ['com.example.app:/#'], rest)).toEqual([
      ['URI_FRAGMENT', 'redirectUris', 0],
    ]);
    expect(findIssues(checkRedirectUris, ['https://app.example.com/%23'])).toEqual([]);
  });
});

test.each([
  'https://user@app.example.com/',
  'https://user:pass@app.example.com/',
  'https://@app.example.com/',
])('userinfo is refused (RFC 9110 §4.2.4, Keycloak CVE-2026-7504): %s', (uri) => {
  expect(findIssues(checkRedirectUris, [uri])).toEqual([['URI_USERINFO', 'redirectUris', 0]]);
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
    expect(findIssues(checkRedirectUris, [uri])).toEqual([]);
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
    expect(findIssues(checkRedirectUris, [uri])).toContainEqual(['REDIRECT_URI_HTTP', 'redirectUris', 0]);
  });
});

describe('the advisory on loopback', () => {
  const uris = ['https://app.example.com/', 'http://127.0.0.1/', 'http://[::1]:80/', 'https://localhost/'];

  test('is given for each loopback URI of a confidential client, with http and with https (RFC 8252 §8.3)', () => {
    expect(findIssues(adviseLoopback, uris)).toEqual([
      ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 1],
      ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 2],
      ['ADVISE_REDIRECT_URI_LOOPBACK', 'redirectUris', 3],
    ]);
  });

  test('is not given for a public client, because native apps use loopback', () => {
    expect(findIssues(adviseLoopback, uris, { isConfidential: false })).toEqual([]);
  });
});

describe('the advisory on localhost', () => {
  test('is given for each http URI with that name, for every client (RFC 8252 §8.3)', () => {
    const uris = ['https://localhost/', 'http://localhost:3000/', 'http://127.0.0.1/', 'HTTP://LocalHost/'];
    const named = [
      ['ADVISE_REDIRECT_URI_LOCALHOST', 'redirectUris', 1],
      ['ADVISE_REDIRECT_URI_LOCALHOST', 'redirectUris', 3],
    ];
    expect(findIssues(adviseLocalhost, uris)).toEqual(named);
    expect(findIssues(adviseLocalhost, uris, { isConfidential: false })).toEqual(named);
  });
});
