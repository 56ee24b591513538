import { describe, expect, test } from 'vitest';
import { checkClientId } from '../../../src/domain/rule/client-id.ts';

const codesOf = (clientId: string) => checkClientId(clientId).map(({ code, path }) => [code, ...path]);

describe('accepts a client_id of another system as it is', () => {
  test.each([
    'a',
    'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
    's6BhdRkqt3',
    '0oa1b2c3d4E5F6g7h8i9',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    '123-abc.apps.googleusercontent.com',
    'urn:example:client/1?x=%20#y',
    '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    '...',
    'httpx:client',
    'x'.repeat(255),
  ])('%s', (clientId) => {
    expect(codesOf(clientId)).toEqual([]);
  });
});

describe('refuses what RFC 6749 or a URL cannot contain', () => {
  test.each(['', 'x'.repeat(256), 'my app', 'a\tb', 'a\nb', 'a\0', 'é', '客户端', '\ud800', '.', '..'])(
    '%j',
    (clientId) => {
      expect(codesOf(clientId)).toEqual([['CLIENT_ID_FORM', 'clientId']]);
    },
  );
});

describe('refuses a property of every JavaScript object, because servers keep clients in objects', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('%s', (clientId) => {
    expect(codesOf(clientId)).toEqual([['CLIENT_ID_FORM', 'clientId']]);
  });
});

describe('refuses a URL, which identifies a client by its metadata document', () => {
  test.each(['https://app.example.com/client.json', 'http://localhost/', 'HTTPS://APP.EXAMPLE.COM', 'http:'])(
    '%s',
    (clientId) => {
      expect(codesOf(clientId)).toEqual([['CLIENT_ID_URL', 'clientId']]);
    },
  );
});
