import fc from 'fast-check';
import type { OperationId } from '../../src/rest/route-table.ts';
import { bodyNames, secretNames } from '../../src/rest/wire/field-name.ts';
import type { Mood } from './input-value.ts';
import {
  hostile,
  hostileText,
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
const valueList = (name: string) =>
  fc
    .uniqueArray(fc.constantFrom(...(words[name] ?? [])), { minLength: 1, maxLength: 2 })
    .map((all) => list(all.map(text)));
const boolean = fc.boolean().map((value): Value => ({ kind: 'raw', text: `${value}` }));

/** A likely value for a field of a body, by its name in REST. */
const likely: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  ...Object.fromEntries(
    Object.entries({ ...bodyNames, ...secretNames }).map(([field, name]) => [
      name,
      plausible[field] ?? hostile,
    ]),
  ),
  grant_types: valueList('grant_types'),
  client_auth_methods: fc.oneof(
    valueList('client_auth_methods'),
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

function valueOfBody(
  names: readonly string[],
  required: readonly string[],
  mood: Mood,
): fc.Arbitrary<string> {
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

/** A body for an operation, even for one without a body. */
export function bodyOf(id: OperationId, mood: Mood): fc.Arbitrary<string> {
  const { names = [], required = [] } = bodies[id] ?? {};
  return valueOfBody(names, required, mood);
}
