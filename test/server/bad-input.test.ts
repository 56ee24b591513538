import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restNames } from '../../src/rest/wire/field-name.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const numRuns = 150;
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'https://a.example/',
    'http://127.0.0.1/',
    'com.example.app:/cb',
    'none',
    'fapi2_security',
    '',
    '\u0000',
  ),
);
const jwk = fc.record(
  {
    kty: fc.oneof(fc.constantFrom('RSA', 'EC', 'OKP', 'oct'), fc.jsonValue()),
    crv: fc.oneof(fc.constantFrom('P-256', 'P-521', 'Ed25519'), fc.jsonValue()),
    x: fc.oneof(fc.base64String(), fc.jsonValue()),
    y: fc.oneof(fc.base64String(), fc.jsonValue()),
    n: fc.oneof(fc.base64String(), fc.jsonValue()),
    e: fc.oneof(fc.constant('AQAB'), fc.jsonValue()),
    alg: fc.oneof(fc.constantFrom('ES256', 'none', 'HS256'), fc.jsonValue()),
    kid: fc.jsonValue(),
    use: fc.jsonValue(),
    key_ops: fc.jsonValue(),
    x5c: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const jwks = fc.oneof(
  fc.json(),
  fc.array(fc.oneof(jwk, fc.jsonValue()), { maxLength: 3 }).map((keys) => JSON.stringify({ keys })),
);
const anything = fc.oneof(text, fc.array(text, { maxLength: 4 }), fc.boolean(), jwks, fc.jsonValue());
const names = [
  ...Object.values(restNames),
  'tls_client_auth_san_ip',
  'tls_client_auth_subject_dn',
  '__proto__',
];
const body = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 })), anything, {
  maxKeys: 14,
});
const plausible = fc.record(
  {
    name: text,
    redirect_uris: fc.array(text, { minLength: 1, maxLength: 4 }),
    jwks,
    jwks_uri: text,
    scopes: fc.array(text),
  },
  { requiredKeys: ['name', 'redirect_uris'] },
);

const isAnswered = (status: number) => [201, 400, 413].includes(status);

describe('POST /admin/oauth/clients responds 201, 400 or 413, and reports every problem, for', () => {
  const post = async (content: string) => {
    const { status, body: answer } = await gateway.send('POST', '/admin/oauth/clients', content);
    expect(isAnswered(status), `${status} for ${content}`).toBe(true);
    if (status === 400) expect(answer.errors.length).toBeGreaterThan(0);
  };

  test('any text', () =>
    fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), post), { numRuns }));
  test('any JSON', () => fc.assert(fc.asyncProperty(fc.json(), post), { numRuns }));
  test('any fields with any values', () =>
    fc.assert(
      fc.asyncProperty(body, (value) => post(JSON.stringify(value))),
      { numRuns },
    ));
  test('fields of the right type with any content', () =>
    fc.assert(
      fc.asyncProperty(plausible, (value) => post(JSON.stringify(value))),
      { numRuns },
    ));
});

test('POST /graphql answers 200 or 400 for any input', () => {
  const document =
    'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }';
  const property = fc.asyncProperty(fc.oneof(anything, body, plausible), async (input) => {
    const { status, text } = await gateway.graphql(document, { input });
    expect([200, 400]).toContain(status);
    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  });
  return fc.assert(property, { numRuns });
});

test('POST /graphql answers 200 or 400 for any document', () => {
  const token = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    'mutation',
    'createOAuthClient',
    'input',
    ':',
    '"x"',
    '[',
    ']',
    '...',
    '$',
    '@',
    '#',
    '\u0000',
  );
  const document = fc.array(token, { minLength: 1, maxLength: 30 }).map((tokens) => tokens.join(' '));
  const property = fc.asyncProperty(document, async (query) => {
    const { status, text } = await gateway.graphql(query);
    expect([200, 400]).toContain(status);
    expect(text).not.toContain('INTERNAL_SERVER_ERROR');
  });
  return fc.assert(property, { numRuns });
});
