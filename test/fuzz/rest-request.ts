import fc from 'fast-check';
import type { Route } from '../../src/rest/route.ts';
import { type OperationId, routes } from '../../src/rest/route-table.ts';
import { acceptHeaders, headersWith } from './header.ts';
import type { Mood } from './input-value.ts';
import type { FuzzRequest } from './request.ts';
import { bodyOf } from './rest-body.ts';
import { anyClient, anySecret, hostileText, lastClient } from './value.ts';

/** As written in a path: percent-encoded or not. */
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
      : fc.oneof({ weight: step in given ? 10 : 150, arbitrary: right }, hostileStep);
  });
  const prefix = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    fc.constantFrom('/api/v1', 'http://gateway', '/api/v1/api/v1', '//', '/.'),
  );
  const plain = fc.constantFrom('', '', '/api/v1');
  return fc
    .tuple(mood === 'tame' ? plain : prefix, fc.tuple(...steps), mood === 'tame' ? tameQuery : wildQuery)
    .map(([before, all, query]) => `${before}${all.join('/')}${query}`);
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE'];

function requestOf(id: OperationId, mood: Mood): fc.Arbitrary<FuzzRequest> {
  const { method, body }: Route = routes[id];
  const content = bodyOf(id, mood);
  const isSent = fc.nat(9).map((chance) => chance < (body === undefined ? 1 : body.isOptional ? 6 : 10));
  return fc
    .record({
      method:
        mood === 'tame'
          ? fc.constant<string>(method)
          : fc.oneof({ weight: 40, arbitrary: fc.constant<string>(method) }, fc.constantFrom(...methods)),
      path: pathOf(id, mood),
      isSent,
      bodyHeaders: headersWith({ accept: acceptHeaders, hasBody: true }),
      plainHeaders: headersWith({ accept: acceptHeaders, hasBody: false }),
      body: content,
      isChunked: fc.nat(9).map((chance) => chance === 9),
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
