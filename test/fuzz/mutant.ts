import fc from 'fast-check';
import { type FuzzRequest, place } from './request.ts';

/** Valid requests whose bytes are then damaged; some are pipelined. */
export interface Mutant {
  readonly requests: readonly FuzzRequest[];
  readonly changes: readonly Change[];
  /** Where the bytes are split into several writes, in 65,536ths. */
  readonly cuts: readonly number[];
}

/** `at` is a position in 65,536ths of the bytes, so that it stays meaningful when their number changes. */
type Change = { readonly at: number } & (
  | { readonly kind: 'flip'; readonly bit: number }
  | { readonly kind: 'set'; readonly byte: number }
  | { readonly kind: 'remove' | 'double'; readonly length: number }
  | { readonly kind: 'insert'; readonly bytes: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'replace'; readonly what: string; readonly by: string }
);

const json = [
  ['host', 'gateway'],
  ['authorization', `Bearer ${place('token', 0)}`],
  ['content-type', 'application/json'],
] as const;
const plain = json.slice(0, 2);
const clients = '/admin/oauth/clients';
const client = `${clients}/${place('client', 1)}`;
const registration =
  '{"name":"My app","redirect_uris":["https://app.example.com/callback"],"scopes":["openid","profile"]}';
const document =
  '{"query":"mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename ... on CreateOAuthClientPayload { client { clientId } } } }","variables":{"input":{"name":"Ä𝕏","redirectUris":["https://app.example.com/callback"]}}}';

const sound: readonly FuzzRequest[] = [
  { method: 'POST', path: '/graphql', headers: [...json, ['accept', 'application/json']], body: document },
  { method: 'POST', path: '/graphql', headers: json, body: document, isChunked: true },
  {
    method: 'GET',
    path: '/graphql?query=%7B__typename%20oauthClients(first:1)%7Bnodes%7Bname%7D%7D%7D',
    headers: plain,
  },
  { method: 'POST', path: clients, headers: [...json, ['idempotency-key', 'raw-1']], body: registration },
  { method: 'POST', path: `/api/v1${clients}`, headers: json, body: registration, isChunked: true },
  { method: 'GET', path: `${clients}?page=1&page_size=2&name=app&status=active`, headers: plain },
  { method: 'GET', path: client, headers: [...plain, ['accept', '*/*'], ['connection', 'keep-alive']] },
  { method: 'HEAD', path: client, headers: plain },
  {
    method: 'PUT',
    path: client,
    headers: [...json, ['if-match', '"1"'], ['x-request-id', 'raw']],
    body: '{"name":"Renamed"}',
  },
  { method: 'POST', path: `${client}/rotate-secret`, headers: plain },
  { method: 'GET', path: `${client}/audit-logs?page_size=3`, headers: [...plain, ['x-tenant-id', 'acme']] },
];

const insertions = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\r\n\r\n',
    '\t',
    ' ',
    ':',
    '\xff\xfe',
    '\xed\xa0\x80',
    '%00',
    '%',
    '"',
    '\\ud800',
    '{',
    '}',
    '\x7f',
    '\x1b[31m',
  ],
  ...[
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding: gzip, chunked\r\n',
    'Content-Length: 0\r\n',
    'Content-Length: 5\r\n',
    'content-length: -1\r\n',
  ],
  ...[
    'Expect: 100-continue\r\n',
    'Upgrade: h2c\r\nConnection: Upgrade\r\n',
    'Connection: close\r\n',
    'Host: other\r\n',
    ' HTTP/1.1\r\n',
    ' HTTP/2.0\r\n',
  ],
  ...[
    '0\r\n\r\n',
    'ffffffffffffffff\r\n',
    '5;name="x"\r\nhello\r\n',
    '0\r\nTrailer: x\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ],
  ...['x'.repeat(20_000), 'a: b\r\n'.repeat(2100), '\x16\x03\x01\x02\x00\x01\x00'],
];
/** Parts of the framing, which random positions rarely hit. */
const replacements: readonly (readonly [what: string, by: string])[] = [
  ...(['+1', '0x10', '99999999999999999999', '1, 1', '', '-5', '1e2', ' 7 '] as const).map(
    (by) => ['content-length: ', `content-length: ${by}`] as const,
  ),
  ...([
    ['\r\n\r\n', '\r\n'],
    ['\r\n\r\n', '\n\n'],
    ['\r\n', '\n'],
    ['0\r\n\r\n', '0\r\n'],
    ['0\r\n\r\n', 'g\r\n\r\n'],
    ['0\r\n\r\n', ''],
  ] as const),
  ...([
    ['transfer-encoding: chunked', 'transfer-encoding: chunked, chunked'],
    ['transfer-encoding: chunked', 'transfer-encoding:\tidentity'],
  ] as const),
  ...([
    ['HTTP/1.1', 'HTTP/1.0'],
    ['HTTP/1.1', 'HTTP/0.9'],
    ['HTTP/1.1', 'HTTP/9.9'],
    ['HTTP/1.1', 'http/1.1'],
    ['host', 'h0st'],
  ] as const),
  ...([
    ['POST', 'CONNECT'],
    ['GET', 'CONNECT'],
    ['GET', 'QUERY'],
    ['POST ', 'POST'],
    ['Bearer ', 'Bearer\0'],
    ['/admin', '\\admin'],
    ['"', "'"],
  ] as const),
];

const at = fc.nat(65_535);
const length = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) },
  fc.integer({ min: 9, max: 300 }),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('set' as const), at, byte: fc.nat(255) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'double' as const), at, length }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.constantFrom(...insertions) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), at }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...replacements), at)
      .map(([[what, by], at]) => ({ kind: 'replace' as const, what, by, at })),
  },
);

export const mutant: fc.Arbitrary<Mutant> = fc.record({
  requests: fc.array(fc.constantFrom(...sound), { minLength: 1, maxLength: 3, size: 'small' }),
  changes: fc.oneof(
    { weight: 9, arbitrary: fc.array(change, { minLength: 1, maxLength: 4 }) },
    fc.constant([]),
  ),
  cuts: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(at, { maxLength: 3 })),
});

export function mutate(bytes: Buffer, changes: readonly Change[]): Buffer {
  return changes.reduce(changed, bytes);
}

function changed(bytes: Buffer, change: Change): Buffer {
  const index = Math.floor((change.at * bytes.length) / 65_536);
  const splice = (from: number, to: number, by: Buffer) =>
    Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
  switch (change.kind) {
    case 'flip':
      return splice(index, index + 1, Buffer.from([(bytes[index] ?? 0) ^ (1 << change.bit)]));
    case 'set':
      return splice(index, index + 1, Buffer.from([change.byte]));
    case 'remove':
      return splice(index, index + change.length, Buffer.alloc(0));
    case 'double':
      return splice(index, index, bytes.subarray(index, index + change.length));
    case 'insert':
      return splice(index, index, Buffer.from(change.bytes, 'latin1'));
    case 'end':
      return bytes.subarray(0, index);
    case 'replace': {
      const behind = bytes.indexOf(change.what, index);
      const found = behind < 0 ? bytes.indexOf(change.what) : behind;
      const { length } = change.what;
      return found < 0 ? bytes : splice(found, found + length, Buffer.from(change.by, 'latin1'));
    }
  }
}

export function cutUp(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [
    0,
    ...cuts.map((cut) => Math.floor((cut * bytes.length) / 65_536)).sort((a, b) => a - b),
    bytes.length,
  ];
  return places
    .slice(1)
    .map((end, index) => bytes.subarray(places[index], end))
    .filter(({ length }) => length > 0);
}

/** Whether the first request is certainly complete, so that a response or a closed connection must follow. */
export function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.toString('latin1', 0, Math.max(0, end));
  if (end < 0 || head.trim() === '' || /transfer-encoding|expect|upgrade|connect/i.test(head)) return false;
  const lengths = [...head.matchAll(/content-length(.*)/gi)];
  if (lengths.length === 0) return true;
  const length = /^: (\d{1,6})\r?$/.exec(lengths[0]?.[1] ?? '')?.[1];
  return lengths.length === 1 && length !== undefined && bytes.length >= end + 4 + Number(length);
}
