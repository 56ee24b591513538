import fc from 'fast-check';
import { place } from './request.ts';
import { anyClient, hostileText, planted } from './value.ts';

type Header = readonly [name: string, value: string];

/** No line breaks, which would split a header; the mutator of bytes inserts them. */
const hostileValue = hostileText.map((value) => value.replace(/[\r\n]/g, ' '));

/** Tokens of the test: an administrator's first, then those of other users, then invalid ones. */
const tokenNames = { administrator: 0, others: 8, forged: 12 } as const;
const { others, forged } = tokenNames;

const authorization: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 160, arbitrary: fc.constant(`Bearer ${place('token', 0)}`) },
  {
    weight: 8,
    arbitrary: fc.integer({ min: 1, max: others }).map((index) => `Bearer ${place('token', index)}`),
  },
  {
    weight: 8,
    arbitrary: fc
      .integer({ min: others + 1, max: others + forged })
      .map((index) => `Bearer ${place('token', index)}`),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        'Bearer',
        'Bearer ',
        `bearer   ${place('token', 0)}`,
        `Bearer ${place('token', 0)}.`,
        `Bearer ${place('token', 0)}=`,
      ],
      ...[
        `Basic ${planted}`,
        `Bearer ${planted}`,
        `Bearer ${place('token', 0)}, Bearer ${place('token', 1)}`,
        `Bearer ${'a.'.repeat(3000)}`,
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      hostileValue,
      hostileValue.map((value) => `Bearer ${value}`),
      fc.constant(undefined),
    ),
  },
);

export const acceptHeaders = fc.oneof(
  { weight: 20, arbitrary: fc.constant(undefined) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'application/json',
      'application/graphql-response+json',
      '*/*',
      'application/graphql-response+json, application/json;q=0.9',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        'text/event-stream',
        'multipart/mixed',
        'text/html',
        'application/json;q=0',
        '',
        ',',
        '*',
        'a/b;q=x',
        'application/*',
      ],
      ...[
        'application/graphql-response+json;charset=utf-16',
        'multipart/mixed; deferSpec=20220824, application/json',
        'x/y,'.repeat(500),
      ],
    ),
  },
  { weight: 1, arbitrary: hostileValue },
);

const contentType = fc.oneof(
  { weight: 40, arbitrary: fc.constant('application/json') },
  fc.constantFrom<string | undefined>(
    ...[
      'application/json; charset=utf-16',
      'Application/json',
      'APPLICATION/JSON ;x',
      'text/plain',
      'application/graphql',
      'application/x-www-form-urlencoded',
    ],
    ...[
      'multipart/form-data; boundary=x',
      'application/json, text/plain',
      'application/merge-patch+json',
      '',
      undefined,
    ],
  ),
);

const ifMatch = fc.oneof(
  fc.constantFrom(
    '"1"',
    '"2"',
    '*',
    'W/"1"',
    '"0"',
    '"-0"',
    '"1e9"',
    '"9999999999"',
    '"1", "2", "3"',
    ',',
    '"',
    '"1"'.repeat(200),
  ),
  hostileValue,
);

/** Each is rare and separate, because a request with many strange headers is refused for the first. */
const rare: fc.Arbitrary<Header> = fc.oneof(
  ifMatch.map((value) => ['if-match', value] as const),
  fc
    .oneof(
      fc.nat(200).map((index) => `key-${index}`),
      hostileValue,
      fc.constantFrom('x'.repeat(255), 'x'.repeat(256)),
    )
    .map((value) => ['idempotency-key', value] as const),
  fc
    .oneof(
      fc.constantFrom('acme', 'other', 'x'.repeat(255), 'x'.repeat(256), '__proto__', 'a b'),
      hostileValue,
    )
    .map((value) => ['x-tenant-id', value] as const),
  fc
    .oneof(fc.constantFrom('abc-1', 'x'.repeat(128), 'x'.repeat(129), '{"level":60}'), hostileValue)
    .map((value) => ['x-request-id', value] as const),
  fc
    .oneof(fc.constantFrom('0/0', 'FFFFFFFF/FFFFFFFF', '1/2/3', '0/1; select 1'), hostileValue)
    .map((value) => ['clientele-position', value] as const),
  fc
    .constantFrom('gzip', 'identity', 'br, gzip', 'IDENTITY', '')
    .map((value) => ['content-encoding', value] as const),
  fc.constantFrom<Header>(
    ...([
      ['expect', '100-continue'],
      ['expect', 'nothing'],
      ['connection', 'close'],
      ['connection', 'upgrade'],
      ['upgrade', 'websocket'],
    ] as const),
    ...([
      ['te', 'trailers'],
      ['trailer', 'x'],
      ['range', 'bytes=0-1'],
      ['if-none-match', '*'],
      ['x-http-method-override', 'DELETE'],
    ] as const),
    ...([
      ['cookie', `session=${planted}`],
      ['proxy-authorization', `Basic ${planted}`],
      ['x-forwarded-for', '1.2.3.4'],
      ['origin', 'null'],
    ] as const),
    ...([
      ['__proto__', 'x'],
      ['constructor', 'x'],
      ['host', 'again'],
      ['authorization', 'Bearer again'],
      ['content-type', 'text/plain'],
    ] as const),
    ...([
      ['x-filler', 'x'.repeat(7000)],
      ['x-filler', 'x'.repeat(20_000)],
      ['accept-encoding', 'gzip'],
      ['x', anyHeaderBytes()],
    ] as const),
  ),
  anyClient.map((value) => ['x-client', value] as const),
);

function anyHeaderBytes(): string {
  return Array.from({ length: 200 }, (_, index) => String.fromCharCode(index + 32)).join('');
}

/** The headers of a request, without its length. */
export function headersWith(options: {
  readonly accept: fc.Arbitrary<string | undefined>;
  readonly hasBody: boolean;
}): fc.Arbitrary<readonly Header[]> {
  return fc
    .record({
      host: fc.oneof({ weight: 20, arbitrary: fc.constant('gateway') }, hostileValue),
      authorization,
      accept: options.accept,
      'content-type': options.hasBody ? contentType : fc.constant(undefined),
      rare: fc.oneof(
        { weight: 5, arbitrary: fc.constant([]) },
        fc.array(rare, { minLength: 1, maxLength: 2 }),
      ),
    })
    .map(({ rare: others, ...usual }) => [
      ...Object.entries(usual).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
      ...others,
    ]);
}
