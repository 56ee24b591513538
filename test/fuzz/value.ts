import fc from 'fast-check';
import { clientCount, place } from './request.ts';

/** A value that can be written as JSON and as a GraphQL literal. Members may repeat, and numbers may be any text. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** Written the same in both. */
  | { readonly kind: 'raw'; readonly text: string }
  /** An enum value or a variable: bare in GraphQL, a string in JSON. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: Value])[] };

export const text = (value: string): Value => ({ kind: 'text', text: value });
export const raw = (value: string): Value => ({ kind: 'raw', text: value });
export const word = (value: string): Value => ({ kind: 'word', text: value });
export const list = (items: readonly Value[]): Value => ({ kind: 'list', items });
export const object = (members: readonly (readonly [string, Value])[]): Value => ({
  kind: 'object',
  members,
});

/** Written without `JSON.stringify`, which would drop repeated members, `1e400` and `-0`. */
export function toJson(value: Value): string {
  if (value.kind === 'raw') return value.text;
  if (value.kind === 'list') return `[${value.items.map(toJson).join(',')}]`;
  if (value.kind !== 'object') return JSON.stringify(value.text);
  return `{${value.members.map(([name, inner]) => `${JSON.stringify(name)}:${toJson(inner)}`).join(',')}}`;
}

export function toLiteral(value: Value): string {
  if (value.kind === 'raw' || value.kind === 'word') return value.text;
  if (value.kind === 'text') return JSON.stringify(value.text);
  if (value.kind === 'list') return `[${value.items.map(toLiteral).join(' ')}]`;
  return `{${value.members.map(([name, inner]) => `${name || '_'}: ${toLiteral(inner)}`).join(' ')}}`;
}

/** Used only for key material and credentials, so that no response and no log line may contain it. */
export const planted = 'PLANTED-3kq9Zx7fGm2Wv8Rt';

const hostileTexts = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\uD800',
    'x\uDC00y',
    '\u202Egnp.exe',
    'line\nbreak',
    '\r\nset-cookie: a=b',
    '\uFEFF',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    '-0',
    '1e400',
    'true',
    '{}',
    '[]',
    '%',
    '_',
    '\\',
    '\\u0000',
  ],
  ...[
    "'; drop table oauth_clients; --",
    '#{7*7}',
    '{{7*7}}',
    '<script>',
    '../../etc/passwd',
    '%00',
    '%ff',
    '%2e%2e%2f',
  ],
  ...[
    'https://[::1',
    'https://a.example/\uD800',
    'https://é.example/',
    'http://127.1/',
    'javascript:alert(1)',
    'data:,x',
  ],
  ...['https://a@b:c@d', 'https://a.example:99999/', 'https://xn--/', 'urn:x', '//a', 'https://a.example/#f'],
  ...[
    '2026-02-30T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.000Z',
  ],
  ...[
    '9999-12-31T23:59:59-23:59',
    '2099-01-01T00:00:60Z',
    '2099-01-01t00:00:00.123456789123z',
    'app-',
    'İ',
    'ﬃ',
    '🏳️‍🌈',
  ],
];
const longTexts = [
  'x'.repeat(256),
  '𝕏'.repeat(255),
  '\u0300'.repeat(300),
  `https://a.example/${'y'.repeat(2100)}`,
];
const tooLongText = 'z'.repeat(66_000);

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.constantFrom(...longTexts) },
);

const nested = (open: string, close: string, depth: number) =>
  raw(`${open.repeat(depth)}1${close.repeat(depth)}`);

const hostileRaws: readonly Value[] = [
  ...['0', '-0', '1', '-1', '1.5', '1e400', '-1e400', '1e-400', '2147483648', '-2147483649'].map(raw),
  ...['9007199254740993', `1${'0'.repeat(400)}`, 'true', 'false', 'null', '[]', '{}', '[[]]', '[null]'].map(
    raw,
  ),
];
const hugeRaws: readonly Value[] = [
  nested('[', ']', 20),
  nested('[', ']', 3000),
  nested('[', ']', 30_000),
  nested('{"a":', '}', 9000),
  nested('{"__proto__":', '}', 20),
  raw(`[${'"https://a.example/",'.repeat(2500)}"https://b.example/"]`),
  raw(`[${'0,'.repeat(20_000)}0]`),
];

/** Any value, whatever type is expected. */
export const hostile: fc.Arbitrary<Value> = fc.oneof(
  { weight: 20, arbitrary: hostileText.map(text) },
  { weight: 16, arbitrary: fc.constantFrom(...hostileRaws) },
  { weight: 4, arbitrary: fc.array(hostileText.map(text), { maxLength: 3 }).map(list) },
  {
    weight: 4,
    arbitrary: fc
      .dictionary(hostileText, hostileText.map(text), { maxKeys: 3 })
      .map((all) => object(Object.entries(all))),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => raw(JSON.stringify(value))) },
  { weight: 1, arbitrary: fc.constantFrom(...hugeRaws, text(tooLongText)) },
);

/** A credential in place of another type: the error message must not repeat it. */
export const misplacedSecret: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  object([['d', text(planted)]]),
  list([text(planted), raw('7')]),
  object([['keys', list([object([['k', text(planted)]])])]]),
);

const key = {
  ec: '"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"',
  okp: '"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"',
};
const goodJwks = [
  `{"keys":[{${key.ec},"kid":"1"}]}`,
  `{"keys":[{${key.okp}},{${key.ec},"use":"sig","alg":"ES256"}]}`,
];
const badJwks = [
  `{"keys":[{${key.ec},"d":"${planted}"}]}`,
  `{"keys":[{"kty":"oct","k":"${planted}"}]}`,
  `{"keys":[{${key.okp},"d":"${planted}"`,
  `{"d":"${planted}"}`,
  `{"keys":[{${key.ec},"x5c":["AAAA"]}]}`,
  `{"keys":[{"kty":"RSA","n":"${'A'.repeat(2000)}","e":"AQAB"}]}`,
  `{"keys":[${'{},'.repeat(30)}{}]}`,
  `{"keys":${'['.repeat(40)}${']'.repeat(40)}}`,
  `{"keys":[{${key.ec},"__proto__":{"kty":"oct"},"kty":"EC"}]}`,
];

/** Omitted in three of four cases. */
export function seldom<Given>(given: fc.Arbitrary<Given>): fc.Arbitrary<Given | undefined> {
  const absent = fc.constant(undefined);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 3, arbitrary: absent },
    { weight: 1, arbitrary: given },
  );
}

export const anyClient = fc.nat(clientCount - 1).map((index) => place('client', index));
/** Clients that may be deleted, so that the others stay available. */
export const lastClient = fc.constantFrom(10, 11).map((index) => place('client', index));
export const anySecret = fc.nat(1).map((index) => place('own', index));

const uri = fc.constantFrom(
  'https://app.example.com/callback',
  'https://app.example.com/2',
  'http://127.0.0.1:8080/cb',
  'com.example.app:/cb',
);
const page = fc.constantFrom('https://app.example.com', 'https://app.example.com/logo.png');
const texts = (arbitrary: fc.Arbitrary<string>, minLength = 1) =>
  fc.uniqueArray(arbitrary, { minLength, maxLength: 3 }).map((all) => list(all.map(text)));
const numbers = (...all: number[]) => fc.constantFrom(...all.map((one) => raw(`${one}`)));

/** A likely value for a field, by its name in GraphQL. */
export const plausible: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  name: fc
    .oneof(fc.constantFrom('My app', 'Ünïcode שלום', 'a'), fc.string({ minLength: 1, maxLength: 12 }))
    .map(text),
  redirectUris: texts(uri),
  addRedirectUris: texts(uri),
  removeRedirectUris: texts(uri),
  redirectUri: uri.map(text),
  scopes: texts(fc.constantFrom('openid', 'profile', 'email')),
  jwks: fc
    .oneof({ weight: 2, arbitrary: fc.constantFrom(...goodJwks) }, fc.constantFrom(...badJwks))
    .map(text),
  jwksUri: fc.constantFrom('https://keys.example.com/jwks', 'https://10.0.0.1/jwks').map(text),
  logoUrl: page.map(text),
  privacyPolicy: page.map(text),
  termsUrl: page.map(text),
  website: page.map(text),
  subjectDn: fc.constant(text('CN=client,O=Example')),
  sanDns: fc.constant(text('client.example.com')),
  sanEmail: fc.constant(text('a@example.com')),
  sanIp: fc.constantFrom('192.0.2.1', '2001:db8::1').map(text),
  sanUri: fc.constant(text('https://client.example.com/')),
  clientId: anyClient.map(text),
  secretId: anySecret.map(text),
  id: fc.nat(clientCount - 1).map((index) => text(place('node', index))),
  after: fc.nat(clientCount - 1).map((index) => text(place('cursor', index))),
  before: fc.constantFrom('2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z').map(text),
  from: fc.constantFrom('2020-01-01T00:00:00Z', '2026-01-01T00:00:00.5+01:00').map(text),
  expectedVersion: numbers(1, 2, 3),
  first: numbers(1, 2, 10),
  last: numbers(1, 5),
  skip: numbers(0, 1),
  graceSeconds: numbers(0, 60, 2_592_000),
  description: fc.constantFrom('for the night job', '').map(text),
  expiresAt: fc.constant(text('2099-01-01T00:00:00Z')),
  idempotencyKey: fc.nat(500).map((index) => text(`key-${index}`)),
  actorId: fc.constant(text('alice')),
};
