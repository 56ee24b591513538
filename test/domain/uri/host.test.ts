import { describe, expect, test } from 'vitest';
import { faultsOfAuthority, isLoopbackHost, splitAuthority } from '../../../src/domain/uri/host.ts';

test.each([
  ['app.example.com', undefined, 'app.example.com', undefined],
  ['app.example.com:8443', undefined, 'app.example.com', '8443'],
  ['app.example.com:', undefined, 'app.example.com', ''],
  ['user:pass@app.example.com:1', 'user:pass', 'app.example.com', '1'],
  ['a@b@c', 'a@b', 'c', undefined],
  ['@c', '', 'c', undefined],
  ['[::1]', undefined, '[::1]', undefined],
  ['[::1]:80', undefined, '[::1]', '80'],
  ['', undefined, '', undefined],
])('the authority %j is split without repairing it (RFC 3986 §3.2)', (authority, userinfo, host, port) => {
  expect(splitAuthority(authority)).toEqual({ userinfo, host, port });
});

test.each([
  'app.example.com',
  'App.Example.COM',
  'localhost',
  'a_b.example',
  'xn--bcher-kva.example',
  '192.0.2.1',
  '0.0.0.0',
  '[::1]',
  '[2001:db8::1]',
  '[::ffff:192.0.2.1]',
  '1.example',
  '127.0.0.1.example',
  '0xyz',
  'a.b1',
  `${'a'.repeat(63)}.example`,
])('a name or an address is accepted as a host: %s', (host) => {
  expect(faultsOfAuthority(host)).toEqual([]);
});

describe('a host is refused', () => {
  test.each(['', ':443'])('if it is empty: %j (RFC 9110 §4.2.1)', (authority) => {
    expect(faultsOfAuthority(authority)).toEqual(['URI_HOST']);
  });

  test.each([
    ['percent-encoding', '%61pp.example.com'],
    ['a final dot', 'app.example.com.'],
    ['an empty label', 'app..example.com'],
    ['a dot in front', '.example.com'],
    ['nothing but a dot', '.'],
    ['a letter outside ASCII', 'bücher.example'],
    ['a full-width full stop', 'app\uFF0Eexample'],
    ['a blank', 'app example'],
    ['a comma', 'a,b.example'],
    ['a label of 64 characters', `${'a'.repeat(64)}.example`],
    ['254 characters', `${'a.'.repeat(126)}aa`],
  ])('with %s (RFC 3986 §3.2.2)', (_, host) => {
    expect(faultsOfAuthority(host)).toEqual(['URI_HOST_NAME']);
  });

  test.each([
    ['one decimal number', '2130706433'],
    ['one hexadecimal number', '0x7f000001'],
    ['an empty hexadecimal number', '0x'],
    ['octal numbers', '0177.0.0.1'],
    ['a zero in front', '127.0.0.01'],
    ['two numbers', '127.1'],
    ['three numbers', '127.0.1'],
    ['five numbers', '127.0.0.0.1'],
    ['a number over 255', '256.0.0.1'],
    ['a number behind a name', 'app.example.1'],
    ['a hexadecimal number behind a name', 'app.example.0x1'],
  ])('as an IPv4 address in another form than four decimals: %s (RFC 3986 §3.2.2)', (_, host) => {
    expect(faultsOfAuthority(host)).toEqual(['URI_HOST_IPV4']);
  });

  test.each([
    '[]',
    '[::g]',
    '[127.0.0.1]',
    '[app.example.com]',
    '[fe80::1%25eth0]',
    '[fe80::1%eth0]',
    '[v1.x]',
  ])('as an IPv6 address with a zone or invalid: %s (RFC 3986 §3.2.2, RFC 6874)', (host) => {
    expect(faultsOfAuthority(host)).toEqual(['URI_HOST_IPV6']);
  });

  test.each(['[::1', '[::1]x', '::1', '[::1]:80:80'])('if its brackets do not match: %s', (authority) => {
    expect(faultsOfAuthority(authority)).not.toEqual([]);
  });
});

describe('the port is a number from 1 to 65535 (RFC 3986 §3.2.3)', () => {
  test.each(['1', '80', '0443', '65535'])('%s is accepted', (port) => {
    expect(faultsOfAuthority(`app.example.com:${port}`)).toEqual([]);
  });

  test.each(['', '0', '00000', '65536', '100000', '-1', '+1', '8 0', 'http', '0x50', '80:80', '８０'])(
    '"%s" is refused',
    (port) => {
      expect(faultsOfAuthority(`app.example.com:${port}`)).toEqual(['URI_PORT']);
      expect(faultsOfAuthority(`[::1]:${port}`)).toEqual(['URI_PORT']);
    },
  );
});

test.each(['user@', 'user:pass@', '@', ':@', 'localhost@', 'a%40b@'])(
  'userinfo is refused, also if empty: %s (RFC 9110 §4.2.4)',
  (userinfo) => {
    expect(faultsOfAuthority(`${userinfo}app.example.com`)).toEqual(['URI_USERINFO']);
  },
);

test('every problem of an authority is reported at once', () => {
  expect(faultsOfAuthority('user@127.1:0')).toEqual(['URI_USERINFO', 'URI_PORT', 'URI_HOST_IPV4']);
});

describe('loopback is recognised by the exact host, never by prefix or suffix (RFC 8252 §7.3, §8.3)', () => {
  test.each(['127.0.0.1', '127.0.0.0', '127.255.255.255', '::1', '[::1]', 'localhost', 'LocalHost'])(
    'which may be %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  test.each([
    '',
    '126.0.0.1',
    '128.0.0.1',
    '127.0.0.256',
    '127.0.0',
    '127.0.0.1.',
    '127.0.0.1.2',
    '127.0.0.x',
    '127.0.0.',
    '127.1',
    '0177.0.0.1',
    '2130706433',
    '0.0.0.0',
    '::',
    '::11',
    '[::ffff:127.0.0.1]',
    'localhost.',
    'localhost.example',
    'my.localhost',
    'mylocalhost',
  ])('but not "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});
