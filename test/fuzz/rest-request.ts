import fc from 'fast-check';
import { bodyNames, secretNames } from '../../src/rest/field-name.ts';
import { type OperationId, routes } from '../../src/rest/route.ts';
import { acceptHeaders, headersWith } from './header.ts';
import type { Mood } from './input-value.ts';
import type { FuzzRequest } from './request.ts';
import {
  anyClient,
  anySecret,
  hostile,
  hostileText,
  lastClient,
  list,
  misplacedSecret,
  object,
  plausible,
  text,
  toJson,
  type Value,
} from './value.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  grant_types: [
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'ciba',
    'AUTHORIZATION_CODE',
    'implicit',
  ],
  client_auth_methods: [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'none',
    'tls_client_auth',
    'client_secret_jwt',
  ],
};
const one = (...all: string[]) => fc.constantFrom(...all.map(text));
const wordList = (name: string) =>
  fc
    .uniqueArray(fc.constantFrom(...(words[name] ?? [])), { minLength: 1, maxLength: 2 })
    .map((all) => list(all.map(text)));
const boolean = fc.boolean().map((value): Value => ({ kind: 'raw', text: `${value}` }));

/** What a field of a body most likely takes, by its name in REST. */
const likely: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  ...Object.fromEntries(
    Object.entries({ ...bodyNames, ...secretNames }).map(([field, name]) => [
      name,
      plausible[field] ?? hostile,
    ]),
  ),
  grant_types: wordList('grant_types'),
  client_auth_methods: fc.oneof(
    wordList('client_auth_methods'),
    one('["client_secret_basic"]', '["none"]', '['),
  ),
  fapi_profile: one('fapi1', 'fapi1_baseline', 'fapi1_advanced', 'fapi2_security', 'fapi2_message_signing'),
  is_confidential: boolean,
  status: one('active', 'suspended', 'deleted'),
  tls_client_auth_subject_dn: one('CN=client'),
  tls_client_auth_san_dns: one('client.example.com'),
  tls_client_auth_san_ip: one('192.0.2.1'),
};
const wild = (value: fc.Arbitrary<Value>) =>
  fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 4, arbitrary: hostile },
    { weight: 1, arbitrary: misplacedSecret },
  );
const wildly = Object.fromEntries(Object.entries(likely).map(([name, value]) => [name, wild(value)]));

function bodyOf(names: readonly string[], required: readonly string[], mood: Mood): fc.Arbitrary<string> {
  const values = mood === 'tame' ? likely : wildly;
  const member = (name: string) => (values[name] ?? hostile).map((value) => [name, value] as const);
  const some =
    names.length === 0
      ? fc.constant([])
      : fc.array(fc.oneof(...names.map(member)), { maxLength: mood === 'tame' ? 2 : 4 });
  const known = fc.tuple(fc.tuple(...required.map(member)), some).map(([must, may]) => [...must, ...may]);
  if (mood === 'tame') return known.map((members) => toJson(object(members)));
  const strange = fc.tuple(hostileText, hostile);
  return fc.oneof(
    { weight: 20, arbitrary: known.map((members) => toJson(object(members))) },
    {
      weight: 4,
      arbitrary: fc.tuple(known, strange).map(([members, more]) => toJson(object([...members, more]))),
    },
    { weight: 3, arbitrary: hostile.map(toJson) },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: known.map((members) => toJson(object(members)).slice(0, -1)) },
  );
}

const registration = Object.keys(likely).filter(
  (name) =>
    !['description', 'expires_at', 'grace_seconds', 'status'].includes(name) && !/_redirect_/.test(name),
);
const change = Object.keys(likely).filter(
  (name) => !['description', 'expires_at', 'grace_seconds'].includes(name),
);
const secret = Object.values(secretNames);
const bodies: Partial<
  Record<OperationId, { readonly names: readonly string[]; readonly required: readonly string[] }>
> = {
  createClient: { names: registration, required: ['name', 'redirect_uris'] },
  updateClient: { names: change, required: [] },
  rotateSecret: { names: secret, required: [] },
  addSecret: { names: secret.filter((name) => name !== 'grace_seconds'), required: [] },
};

/** As it may stand in a path: percent-encoded or not. */
const hostileStep = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '%2e%2e',
    '%2F',
    '%252F',
    '%',
    '%f',
    '%ff',
    '%00',
    '%C0%80',
    '%ED%A0%80',
    '%0d%0a',
    'x'.repeat(3000),
    '%41'.repeat(900),
    '\0',
    '\\',
    ';a=b',
    '*',
    '{client_id}',
    'secrets',
    'é',
    '|',
    '"',
  ),
  hostileText.map((value) => encodeURIComponent(value.toWellFormed())),
  hostileText.map((value) => value.replace(/[\s?#]/g, '')),
);
const pages = fc.constantFrom(
  '1',
  '2',
  '1e309',
  '-0',
  '0',
  '-1',
  '99999999999999999999',
  '1.5',
  '',
  'NaN',
  '0x10',
  '+1',
  '１',
  ' 1',
  '00001',
);
const queryPart = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('page', 'page_size'), pages)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('name', 'status', 'page', 'page_size'), hostileText)
      .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'status=active',
      'status=suspended',
      'name=app',
      '&',
      '=',
      '?',
      '%',
      '%ff=%fe',
      'name',
      'name[]=a',
      '__proto__=1',
      'page=1&page=2',
      `name=${'x'.repeat(3000)}`,
      'a&'.repeat(1000),
    ),
  },
);
const tameQuery = fc.constantFrom(
  '',
  '',
  '?page=1&page_size=5',
  '?name=app',
  '?status=active',
  '?page=2&page_size=1',
  '?name=&status=suspended&page_size=100',
);
const wildQuery = fc
  .array(queryPart, { maxLength: 4 })
  .map((parts) => (parts.length === 0 ? '' : `?${parts.join('&')}`));

function pathOf(id: OperationId, mood: Mood): fc.Arbitrary<string> {
  const given: Readonly<Record<string, fc.Arbitrary<string>>> = {
    '{client_id}': id === 'deleteClient' && mood === 'tame' ? lastClient : anyClient,
    '{secret_id}': anySecret,
  };
  const steps = routes[id].path.split('/').map((step) => {
    const right = given[step] ?? fc.constant(step);
    return mood === 'tame'
      ? right
      : fc.oneof({ weight: step in given ? 5 : 60, arbitrary: right }, hostileStep);
  });
  const prefix = fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    fc.constantFrom('/api/v1', 'http://gateway', '/api/v1/api/v1', '//', '/.'),
  );
  const plain = fc.constantFrom('', '', '/api/v1');
  return fc
    .tuple(mood === 'tame' ? plain : prefix, fc.tuple(...steps), mood === 'tame' ? tameQuery : wildQuery)
    .map(([before, all, query]) => `${before}${all.join('/')}${query}`);
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE'];

function requestOf(id: OperationId, mood: Mood): fc.Arbitrary<FuzzRequest> {
  const { method, body } = routes[id];
  const { names = [], required = [] } = bodies[id] ?? {};
  const content = bodyOf(names, required, mood);
  const isSent = fc.nat(9).map((chance) => body === 'required' || chance < (body === 'optional' ? 6 : 1));
  return fc
    .record({
      method:
        mood === 'tame'
          ? fc.constant<string>(method)
          : fc.oneof({ weight: 20, arbitrary: fc.constant<string>(method) }, fc.constantFrom(...methods)),
      path: pathOf(id, mood),
      isSent,
      bodyHeaders: headersWith({ accept: acceptHeaders, hasBody: true }),
      plainHeaders: headersWith({ accept: acceptHeaders, hasBody: false }),
      body: content,
      isChunked: fc.nat(9).map((chance) => chance === 0),
    })
    .map(({ isSent, bodyHeaders, plainHeaders, body, isChunked, ...request }) =>
      isSent ? { ...request, headers: bodyHeaders, body, isChunked } : { ...request, headers: plainHeaders },
    );
}

const ids = Object.keys(routes) as OperationId[];
const often: readonly OperationId[] = [
  'createClient',
  'updateClient',
  'listClients',
  'rotateSecret',
  'addSecret',
];

export const restRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  ...ids.flatMap((id) => [
    { weight: often.includes(id) ? 4 : 2, arbitrary: requestOf(id, 'tame') },
    { weight: often.includes(id) ? 6 : 2, arbitrary: requestOf(id, 'wild') },
  ]),
);
