import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../src/domain/audit/audit-change.ts';
import { type Client, withDefaults } from '../../../src/domain/client/client-metadata.ts';
import type { ClientSecret } from '../../../src/domain/client/client-secret.ts';
import { registrationFields } from '../../../src/domain/client/metadata-table.ts';
import { fullMetadata } from '../../harness/full-metadata.ts';

const now = new Date('2026-01-31T12:34:56.789Z');
const later = new Date('2026-02-01T00:00:00.000Z');

const client: Client = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV',
  tenantId: 'acme',
  ...withDefaults({ name: 'My app', redirectUris: ['https://a.example/'] }),
  corsOrigins: ['https://a.example'],
  status: 'active',
  version: 1,
  createdAt: now,
  updatedAt: now,
  lastUsedAt: null,
  deletedAt: null,
};

const secret: ClientSecret = {
  id: '01BX5ZZKBKACTAV9WEVGEMMVRZ',
  description: null,
  status: 'active',
  lastFour: 'abcd',
  createdAt: now,
  updatedAt: now,
  expiresAt: null,
  lastUsedAt: null,
};
const of = (field: string, { id } = secret) => `secrets.${id}.${field}`;
const state = (changes: Partial<Client> = {}, ...secrets: readonly ClientSecret[]) => ({
  client: { ...client, ...changes },
  secrets,
});

/** Every field of a client, with a different value. */
const others: { readonly [Field in keyof Client]: Client[Field] } = {
  id: '01BX5ZZKBKACTAV9WEVGEMMVS0',
  clientId: 'app-01BX5ZZKBKACTAV9WEVGEMMVS0',
  tenantId: 'rival',
  ...fullMetadata,
  name: 'Other',
  redirectUris: ['https://a.example/', 'https://b.example/'],
  grantTypes: ['refresh_token', 'authorization_code'],
  scopes: [],
  corsOrigins: [],
  isConfidential: false,
  status: 'suspended',
  version: 2,
  createdAt: later,
  updatedAt: later,
  lastUsedAt: later,
  deletedAt: later,
};
/** Fields that every audit event has anyway, or that are not changed by callers. */
const untold = ['id', 'clientId', 'tenantId', 'version', 'createdAt', 'updatedAt', 'lastUsedAt'];

describe('a field of a client in an audit event', () => {
  test.each(Object.keys(others) as (keyof Client)[])(
    '%s is recorded if it changed and is audited',
    (field) => {
      const changes = changesBetween(state(), state({ [field]: others[field] }));
      expect(changes).toEqual(
        untold.includes(field) ? [] : [{ field, before: client[field], after: others[field] }],
      );
    },
  );

  test('is left out of the event of a registration if it has no column and was not set', () => {
    const fieldsIn = (changes: Partial<Client>) =>
      changesBetween(undefined, state(changes)).map(({ field }) => field);
    expect(fieldsIn({})).not.toContain('contacts');
    expect(fieldsIn({ contacts: ['a@example.com'] })).toContain('contacts');
  });

  test('that can be registered is audited', () => {
    const told = changesBetween(state(), state(others)).map(({ field }) => field);
    expect(told).toEqual(expect.arrayContaining([...registrationFields]));
  });

  test.each<[string, Partial<Client>]>([
    ['a list in another order', { scopes: ['a', 'b'] }],
    ['one item more', { scopes: ['b', 'a', 'c'] }],
    ['another member of the subject', { tlsClientAuth: { member: 'sanUri', value: 'x' } }],
    ['another case', { name: 'my app' }],
  ])('counts as changed with %s', (_, changes) => {
    const before = state({ scopes: ['b', 'a'], tlsClientAuth: { member: 'sanDns', value: 'x' } });
    const after = { client: { ...before.client, ...changes }, secrets: [] };
    const [field = ''] = Object.keys(changes);
    expect(changesBetween(before, after).map((change) => change.field)).toEqual([field]);
  });

  test('counts as unchanged if another object has an equal value', () => {
    const before = state({ deletedAt: now, tlsClientAuth: { member: 'sanDns', value: 'x' } }, secret);
    expect(changesBetween(before, structuredClone(before))).toEqual([]);
  });
});

describe('a secret in an audit event', () => {
  test('that was created is recorded field by field, with null before', () => {
    const added = { ...secret, description: 'CI', expiresAt: later };
    expect(changesBetween(state(), state({}, added))).toEqual([
      { field: of('status'), before: null, after: 'active' },
      { field: of('description'), before: null, after: 'CI' },
      { field: of('lastFour'), before: null, after: 'abcd' },
      { field: of('expiresAt'), before: null, after: later },
    ]);
  });

  test('that is deleted is recorded field by field, with null after', () => {
    expect(changesBetween(state({}, secret), state())).toEqual([
      { field: of('status'), before: 'active', after: null },
      { field: of('lastFour'), before: 'abcd', after: null },
    ]);
  });

  test('that was changed is recorded by its changed fields', () => {
    const retired = { ...secret, status: 'retired', expiresAt: later, updatedAt: later } as const;
    expect(changesBetween(state({}, secret), state({}, retired))).toEqual([
      { field: of('status'), before: 'active', after: 'retired' },
      { field: of('expiresAt'), before: null, after: later },
    ]);
  });

  test('that was only used is not recorded', () => {
    const used = { ...secret, lastUsedAt: later, updatedAt: later };
    expect(changesBetween(state({}, secret), state({}, used))).toEqual([]);
  });

  test('is identified by its id, not its position', () => {
    const other = { ...secret, id: '01BX5ZZKBKACTAV9WEVGEMMVS1', lastFour: 'efgh' };
    expect(changesBetween(state({}, secret, other), state({}, other, secret))).toEqual([]);
    expect(changesBetween(state({}, secret), state({}, other)).map(({ field }) => field)).toEqual([
      of('status'),
      of('lastFour'),
      of('status', other),
      of('lastFour', other),
    ]);
  });

  test('has no digest and no encrypted copy, even if they changed', () => {
    const stored = { ...secret, digest: 'v1.digest-1', encrypted: 'encrypted-1' };
    const next = { ...secret, digest: 'v1.digest-2', encrypted: 'encrypted-2' };
    expect(changesBetween(state({}, stored), state({}, next))).toEqual([]);
    for (const changes of [
      changesBetween(undefined, state({}, stored)),
      changesBetween(state({}, stored), state()),
    ]) {
      expect(changes.length).toBeGreaterThan(0);
      expect(JSON.stringify(changes)).not.toMatch(/digest|encrypted/);
    }
  });
});

test('a registration is recorded with all set fields', () => {
  const changes = changesBetween(undefined, state({}, secret));
  expect(changes.map(({ field }) => field)).toEqual([
    'name',
    'redirectUris',
    'clientAuthMethods',
    'isConfidential',
    'grantTypes',
    'scopes',
    'corsOrigins',
    'status',
    of('status'),
    of('lastFour'),
  ]);
  for (const { before } of changes) expect(before).toBeNull();
});

test('a public client is recorded as public', () => {
  const told = changesBetween(undefined, state({ isConfidential: false }));
  expect(told).toContainEqual({ field: 'isConfidential', before: null, after: false });
});

test('the old state and the recorded changes give the new state, for any change', () => {
  const fields = Object.keys(others).filter((field) => !untold.includes(field));
  const changed = fc
    .subarray(fields)
    .map((chosen) => Object.fromEntries(chosen.map((field) => [field, others[field as keyof Client]])));
  fc.assert(
    fc.property(changed, changed, (one, two) => {
      const [before, after] = [state(one), state(two)];
      const replayed: Record<string, unknown> = { ...before.client };
      for (const change of changesBetween(before, after)) {
        expect(change.before).toEqual(replayed[change.field]);
        expect(change.after).not.toEqual(change.before);
        replayed[change.field] = change.after;
      }
      expect(replayed).toEqual(after.client);
    }),
  );
});
