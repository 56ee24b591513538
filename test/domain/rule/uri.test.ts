import { describe, expect, test } from 'vitest';
import { checkFragment, checkUri } from '../../../src/domain/rule/uri.ts';
import { splitUri } from '../../../src/domain/uri/uri.ts';

function codesOf(text: string): string[] {
  return checkUri(text, ['website']).issues.map(({ code }) => code);
}

function uriOf(length: number): string {
  return 'https://app.example.com/'.padEnd(length, 'a');
}

describe('an absolute URI', () => {
  test.each([
    'https://app.example.com',
    'https://app.example.com/',
    'https://app.example.com:8443/a/b?c=d&e=%2F%c3%a9',
    'https://xn--bcher-kva.example/',
    'https://192.0.2.1/',
    'https://[2001:db8::1]:8443/',
    "https://app.example.com/~a-b_c.d!$&'()+,;=:@",
    'com.example.app:/callback',
    'urn:ietf:wg:oauth:2.0:oob',
  ])('is accepted: %s', (text) => {
    expect(codesOf(text)).toEqual([]);
  });

  test.each([
    '',
    '/callback',
    '//app.example.com/callback',
    'app.example.com/callback',
    '?a=b',
    ':x',
    '1a:x',
  ])('must not be a relative reference (RFC 6749 §3.1.2): "%s"', (text) => {
    expect(codesOf(text)).toEqual(['URI_NOT_ABSOLUTE']);
  });

  test('has at most 2,048 characters', () => {
    expect(codesOf(uriOf(2048))).toEqual([]);
    expect(codesOf(uriOf(2049))).toEqual(['URI_TOO_LONG']);
    expect(checkUri(uriOf(2049), []).parts).toBeUndefined();
  });
});

describe('characters (RFC 3986 §2)', () => {
  test.each([
    ['a blank', 'https://app.example.com/a b'],
    ['a blank in front', ' https://app.example.com/'],
    ['a blank behind', 'https://app.example.com/ '],
    ['TAB', 'https://app.example.com/a\tb'],
    ['LF', 'https://app.example.com/a\nb'],
    ['CR', 'https://app.example.com/a\rb'],
    ['LF at the end', 'https://app.example.com/\n'],
    ['NUL', 'https://app.example.com/\0'],
    ['DEL', 'https://app.example.com/\x7F'],
    ['a backslash', 'https://app.example.com\\@evil.example/'],
    ['a double quote', 'https://app.example.com/"'],
    ['an angle bracket', 'https://app.example.com/<'],
    ['a brace', 'https://app.example.com/{id}'],
    ['a bar', 'https://app.example.com/|'],
    ['a caret', 'https://app.example.com/^'],
    ['a grave accent', 'https://app.example.com/`'],
    ['a letter outside ASCII in the path', 'https://app.example.com/é'],
    ['a letter outside ASCII in the host', 'https://bücher.example/'],
    ['a full-width full stop', 'https://app\uFF0Eexample/'],
    ['a percent sign alone', 'https://app.example.com/100%'],
    ['a percent sign before one digit', 'https://app.example.com/%2'],
    ['a percent sign before no hex digit', 'https://app.example.com/%GG'],
  ])('%s is refused', (_, text) => {
    expect(codesOf(text)).toContain('URI_CHARACTER');
  });

  test('a percent-encoded octet is accepted in either letter case', () => {
    expect(codesOf('https://app.example.com/%c3%A9%20')).toEqual([]);
  });
});

describe('a fragment (RFC 6749 §3.1.2)', () => {
  const codesOfFragment = (text: string) =>
    checkFragment(splitUri(text), ['website']).map(({ code }) => code);

  test.each(['https://app.example.com/#top', 'https://app.example.com/#', 'https://app.example.com#'])(
    'is refused if fragments are not allowed, also an empty one: %s',
    (text) => {
      expect(codesOfFragment(text)).toEqual(['URI_FRAGMENT']);
    },
  );

  test.each(['https://app.example.com/%23top', 'https://app.example.com/?a'])(
    'is not detected in %s',
    (text) => {
      expect(codesOfFragment(text)).toEqual([]);
    },
  );

  test('is allowed by the general rules of a URI', () => {
    expect(codesOf('https://app.example.com/#top')).toEqual([]);
  });
});

describe('the host (RFC 9110 §4.2)', () => {
  test.each(['https:app', 'https:/app', 'https:///app', 'https://', 'https:', 'HTTPS:/app', 'http:///app'])(
    'is required after "//", although WHATWG parsing would add it: %s',
    (text) => {
      expect(codesOf(text)).toEqual(['URI_HOST']);
    },
  );

  test.each(['https://?a', 'https:////app'])('is not taken from the text after an empty host: %s', (text) => {
    expect(codesOf(text)).toEqual(['URI_HOST']);
  });

  test.each([
    ['URI_HOST', 'https://:443/'],
    ['URI_USERINFO', 'https://user@app.example.com/'],
    ['URI_HOST_IPV6', 'https://[::g]/'],
    ['URI_HOST_IPV4', 'https://256.0.0.1/'],
    ['URI_HOST_NAME', 'https://app..example/'],
    ['URI_PORT', 'https://app.example.com:port/'],
    ['URI_PORT', 'https://app.example.com:0/'],
    ['URI_PORT', 'https://app.example.com:65536/'],
  ])('is checked with its whole authority on the raw text: %s for %s (RFC 3986 §3.2)', (code, text) => {
    expect(codesOf(text)).toEqual([code]);
  });

  test.each(['https://xn--a/', 'https://xn--/', 'https://XN--99999999.example/', 'https://app.xn--a-/'])(
    'must have its xn-- form if it is international: %s is refused (RFC 5891 §5.4)',
    (text) => {
      expect(codesOf(text)).toEqual(['URI_HOST_NAME']);
    },
  );

  test('may be followed by the highest port', () => {
    expect(codesOf('https://app.example.com:65535/')).toEqual([]);
  });
});

test('every problem of a URI is reported, at the given path', () => {
  const { issues } = checkUri('https://user@127.1:0/a b', ['redirectUris', 3]);
  const codes = issues.map(({ code }) => code);
  expect(codes).toEqual(['URI_CHARACTER', 'URI_USERINFO', 'URI_PORT', 'URI_HOST_IPV4']);
  expect(issues.map(({ path }) => path)).toEqual(Array(4).fill(['redirectUris', 3]));
});

test('a URI is split without repairing it (RFC 3986 Appendix B)', () => {
  expect(splitUri('HTTPS://User@Host:443/a/../b?c?d#e#f')).toEqual({
    scheme: 'https',
    authority: 'User@Host:443',
    path: '/a/../b',
    query: 'c?d',
    fragment: 'e#f',
  });
  expect(splitUri('a:/b')).toEqual({
    scheme: 'a',
    authority: undefined,
    path: '/b',
    query: undefined,
    fragment: undefined,
  });
});

test.each([
  'https://a.example/cb[0]',
  'https://a.example/?a[]=1',
  'https://a[.example/',
  'https://a.example/]',
])('brackets may only surround an IPv6 address (RFC 3986 §3.2.2): %s', (text) => {
  expect(checkUri(text, ['website']).issues.map(({ code }) => code)).toContain('URI_CHARACTER');
  expect(checkUri('https://[2001:db8::1]:8443/', ['website']).issues).toEqual([]);
});

test.each(['com.example.app://[zz]/', 'com.example.app://a:99999/'])(
  'a URI that browsers cannot parse is refused: %s',
  (text) => {
    expect(checkUri(text, ['redirectUris', 0]).issues.map(({ code }) => code)).toEqual(['URI_UNREADABLE']);
  },
);
