import { expect, test } from 'vitest';
import { corsOrigins } from '../../../src/domain/uri/web-origin.ts';

test.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://app.example.com/callback?a=b', 'https://app.example.com'],
  ['HTTPS://App.Example.com:443/', 'https://app.example.com'],
  ['https://app.example.com:8443/', 'https://app.example.com:8443'],
  ['http://localhost:3000/callback', 'http://localhost:3000'],
  ['http://127.0.0.1:80/callback', 'http://127.0.0.1'],
  ['http://[::1]:3000/callback', 'http://[::1]:3000'],
  ['http://[::1]:80/', 'http://[::1]'],
  ['HTTP://LOCALHOST/', 'http://localhost'],
  ['https://[2001:DB8:0::1]:443/', 'https://[2001:db8::1]'],
  ['https://[2001:db8::1]:8443/', 'https://[2001:db8::1]:8443'],
  ['https://192.0.2.1/', 'https://192.0.2.1'],
  ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example'],
  ['https://XN--BCHER-KVA.example/', 'https://xn--bcher-kva.example'],
  ['https://app.example.com:80/', 'https://app.example.com:80'],
  ['http://localhost:443/', 'http://localhost:443'],
  ['https://app.example.com:0443/', 'https://app.example.com'],
])('the origin of %s is %s', (uri, origin) => {
  expect(corsOrigins([uri], null)).toEqual([origin]);
});

test.each([
  'http://app.example.com/',
  'http://localhost.evil.example/',
  'com.example.app:/callback',
  'com.example.app://callback',
  'blob:https://app.example.com/1',
  'com.example.app://localhost/callback',
  'ftp://app.example.com/',
  'ftp://localhost/',
  'https://[::1/',
  'http://[::ffff:127.0.0.1]/',
  'http://10.0.0.1/',
  'ws://localhost/',
  'https:',
  '//app.example.com/',
])('%s has no origin for CORS (RFC 6454 §4)', (uri) => {
  expect(corsOrigins([uri], uri)).toEqual([]);
});

test('origins are distinct, in the order of the redirect URIs and then the website', () => {
  const redirectUris = [
    'https://b.example/1',
    'com.example.app:/callback',
    'https://a.example/',
    'https://b.example/2',
  ];
  expect(corsOrigins(redirectUris, 'https://c.example/about')).toEqual([
    'https://b.example',
    'https://a.example',
    'https://c.example',
  ]);
  expect(corsOrigins(redirectUris, 'https://a.example/about')).toEqual([
    'https://b.example',
    'https://a.example',
  ]);
});

test('origins with another port or scheme are distinct, except for default ports', () => {
  const uris = ['http://localhost/', 'https://localhost/', 'http://localhost:80/', 'https://localhost:80/'];
  expect(corsOrigins(uris, 'https://localhost:443/')).toEqual([
    'http://localhost',
    'https://localhost',
    'https://localhost:80',
  ]);
});
