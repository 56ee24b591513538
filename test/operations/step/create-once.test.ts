import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { registrationFields } from '../../../src/domain/client/metadata-table.ts';
import { createClient } from '../../../src/operations/client/create-client.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { restoreClient } from '../../../src/operations/client/restore-client.ts';
import { suspendClient } from '../../../src/operations/client/suspend-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { purge } from '../../../src/operations/purge.ts';
import type { Services } from '../../../src/operations/services.ts';
import { DatabaseOverloaded } from '../../../src/store/deadline.ts';
import { ecKey, jwksOf } from '../../domain/key/key-maker.ts';
import { fullInput } from '../../harness/full-metadata.ts';
import { databases, openGateway, type TestGateway } from '../../harness/gateway.ts';
import {
  callerOf,
  day,
  hour,
  openServices,
  refusalOf,
  smallest,
  type TestServices,
} from '../../harness/services.ts';

const caller = callerOf();
const reused = ['CONFLICT', 'idempotencyKey: IDEMPOTENCY_KEY_REUSED'];
const spent = ['CONFLICT', 'idempotencyKey: IDEMPOTENCY_KEY_SPENT'];

/** A registration with every field, so that each can be varied. */
const full = {
  ...smallest,
  redirectUris: ['https://app.example.com/a', 'https://app.example.com/b'],
  clientAuthMethods: ['client_secret_basic', 'tls_client_auth'],
  tlsClientAuth: { sanDns: 'client.example.com' },
  isConfidential: true,
  grantTypes: ['authorization_code', 'client_credentials'],
  scopes: ['openid', 'email'],
  jwks: jwksOf(ecKey().publicJwk),
  logoUrl: 'https://app.example.com/logo',
  website: 'https://app.example.com/',
  privacyPolicy: 'https://app.example.com/privacy',
  termsUrl: 'https://app.example.com/terms',
} as const satisfies RegistrationInput;

describe.each(databases)('a registration with an idempotency key on %s', (kind) => {
  let open: TestServices;
  let services: Services;
  let other: Services;
  let keys = 0;
  beforeAll(async () => {
    open = await openServices(kind);
    services = open.services;
    other = await open.another();
  });
  beforeEach(() => open.clock.set(open.clock.start));
  afterAll(() => open.close());

  const newKey = () => `key ${keys++}`;
  const create = (key: string, input: RegistrationInput = smallest, on = services, who = caller) =>
    createClient(on, who, { input, idempotencyKey: key });
  const at = (milliseconds: number) => open.clock.set(new Date(open.clock.start.getTime() + milliseconds));
  const keyRows = async (key: string) => (await open.rows()).idempotencyKeys.filter((row) => row.key === key);
  const counts = async () => {
    const { clients, secrets, auditEvents, idempotencyKeys } = await open.rows();
    return [clients, secrets, auditEvents, idempotencyKeys].map(({ length }) => length);
  };
  /** The number of rows of clients, secrets, audit events and keys that it wrote. */
  const written = async (attempt: () => Promise<unknown>) => {
    const before = await counts();
    await attempt();
    return (await counts()).map((count, index) => count - (before[index] ?? 0));
  };

  test('is registered, or refused as overload and not as a fault, while its key expires again and again', async () => {
    const key = newKey();
    let reads = 0;
    const now = () => new Date(open.clock.start.getTime() + 2 * day * reads++);
    const hurried = [services, other].map((one) => ({ ...one, now }));
    const calls = Array.from({ length: 100 }, (_, index) => create(key, smallest, hurried[index % 2]));
    const refused = (await Promise.allSettled(calls)).flatMap((call) =>
      call.status === 'rejected' ? [call.reason] : [],
    );
    expect(refused.filter((error) => !(error instanceof DatabaseOverloaded))).toEqual([]);
  });

  test('succeeds the first time', async () => {
    const key = newKey();
    const created = await create(key);
    expect(created).toMatchObject({ replayed: false, client: { name: 'My app', version: 1 } });
    expect(created.issuedSecret?.plaintext).toMatch(/^secret_[\w-]{43}$/);
    expect(await keyRows(key)).toMatchObject([
      {
        tenantId: 'acme',
        actorTenantId: 'acme',
        actorId: 'alice',
        clientId: created.client.clientId,
        createdAt: open.clock.now(),
      },
    ]);
  });

  test('returns the same client the second time, marked as a repetition, without a secret, and writes nothing', async () => {
    const key = newKey();
    const first = await create(key, { ...smallest, redirectUris: ['http://localhost/callback'] });
    expect(first.advisories).not.toEqual([]);
    const before = await open.rows();
    at(hour);
    const second = await create(key, { ...smallest, redirectUris: ['http://localhost/callback'] });
    expect(second).toEqual({ ...first, replayed: true, issuedSecret: null });
    expect(await open.rows()).toEqual(before);
  });

  test('returns the client in its current state, even if it was changed or suspended since', async () => {
    const key = newKey();
    const { client } = await create(key);
    await updateClient(services, caller, { clientId: client.clientId, name: 'Renamed' });
    const suspended = await suspendClient(services, caller, client);
    expect(await create(key)).toMatchObject({ client: suspended, replayed: true });
  });

  test('stores client, secret, audit event and key together, or none of them', async () => {
    const key = newKey();
    expect(await written(() => create(key))).toEqual([1, 1, 1, 1]);
    expect(await written(() => create(key))).toEqual([0, 0, 0, 0]);
    const used = newKey();
    await create(used);
    const { auditEvents } = await open.rows();
    const taken = auditEvents[0]?.id ?? '';
    // The audit event cannot be stored, so the client, the secret and the key must not be stored.
    let made = 0;
    const failing: Services = { ...services, newId: () => (made++ === 2 ? taken : services.newId()) };
    const fresh = newKey();
    expect(await written(() => create(fresh, smallest, failing).catch(() => {}))).toEqual([0, 0, 0, 0]);
    expect(made).toBe(3);
    expect(await create(fresh)).toMatchObject({ replayed: false });
  });

  test('of a public client can be repeated too', async () => {
    const key = newKey();
    const input = { ...smallest, isConfidential: false };
    const { client } = await create(key, input);
    expect(await create(key, input)).toMatchObject({ client, replayed: true, issuedSecret: null });
  });

  test('is never a repetition without a key', async () => {
    const [one, two] = [await open.register(), await open.register()];
    expect(one.client.clientId).not.toBe(two.client.clientId);
    expect([one.replayed, two.replayed]).toEqual([false, false]);
  });

  describe('with the same key is refused', () => {
    const others: Record<(typeof registrationFields)[number], unknown> = {
      ...fullInput,
      name: 'Another app',
      redirectUris: ['https://app.example.com/b', 'https://app.example.com/a'],
      clientAuthMethods: ['client_secret_post', 'tls_client_auth'],
      tlsClientAuth: { sanEmail: 'client@example.com' },
      isConfidential: false,
      grantTypes: ['authorization_code'],
      fapiProfile: 'fapi1',
      scopes: ['openid'],
      jwks: `${full.jwks} `,
      jwksUri: 'https://app.example.com/jwks',
      logoUrl: 'https://app.example.com/logo2',
      website: 'https://app.example.com',
      privacyPolicy: 'https://app.example.com/privacy2',
      termsUrl: 'https://app.example.com/terms2',
    };

    /** Further fields that must differ to keep the registration valid. */
    const along: Partial<Record<(typeof registrationFields)[number], Partial<RegistrationInput>>> = {
      isConfidential: {
        clientAuthMethods: ['none'],
        tlsClientAuth: undefined,
        grantTypes: ['authorization_code'],
      },
      jwksUri: { jwks: undefined },
    };

    test.each(registrationFields)('if %s differs', async (field) => {
      const key = newKey();
      const { client } = await create(key, full);
      const before = await open.rows();
      expect(await refusalOf(create(key, { ...full, ...along[field], [field]: others[field] }))).toEqual(
        reused,
      );
      expect(await open.rows()).toEqual(before);
      expect((await create(key, full)).client).toEqual(client);
    });

    test.each(
      registrationFields.filter(
        (field) =>
          field in full && !['name', 'redirectUris', 'isConfidential', 'tlsClientAuth'].includes(field),
      ),
    )('if %s is missing', async (field) => {
      const key = newKey();
      await create(key, full);
      const { [field]: _, ...rest } = full as RegistrationInput;
      expect(await refusalOf(create(key, rest as RegistrationInput))).toEqual(reused);
    });
  });

  describe('with the same key is a repetition', () => {
    test.each<[string, RegistrationInput, RegistrationInput]>([
      [
        'with null in place of an absent field',
        smallest,
        {
          ...smallest,
          clientAuthMethods: null,
          fapiProfile: null,
          grantTypes: null,
          isConfidential: null,
          jwks: null,
          jwksUri: null,
          logoUrl: null,
          privacyPolicy: null,
          scopes: null,
          termsUrl: null,
          tlsClientAuth: null,
          website: null,
        },
      ],
      [
        'with undefined in place of an absent field',
        smallest,
        { ...smallest, scopes: undefined, jwks: undefined, isConfidential: undefined },
      ],
      [
        'with a default in place of an absent field',
        smallest,
        { ...smallest, scopes: ['openid'], isConfidential: true },
      ],
      ['with spaces around the name', smallest, { ...smallest, name: '  My app ' }],
      [
        'with its members in another order',
        full,
        // The entries of a registration, whose types `fromEntries` loses.
        Object.fromEntries(Object.entries(full).reverse()) as unknown as RegistrationInput,
      ],
      [
        'with null in place of the absent members of a subject',
        full,
        { ...full, tlsClientAuth: { sanIp: null, sanDns: 'client.example.com', subjectDn: undefined } },
      ],
      ['with an item twice', full, { ...full, scopes: ['openid', 'email', 'openid'] }],
    ])('%s, and the reverse', async (_, one, two) => {
      for (const [first, second] of [
        [one, two],
        [two, one],
      ] as const) {
        const key = newKey();
        const { client } = await create(key, first);
        expect(await create(key, second)).toMatchObject({ client, replayed: true });
      }
    });
  });

  describe('has a separate key', () => {
    test.each([
      ['actor', callerOf({ id: 'bob' })],
      ['tenant', callerOf({ tenantId: 'rival', homeTenantId: 'acme' })],
      ['actor with the same name and another home tenant', callerOf({ homeTenantId: 'rival' })],
    ])('if another %s uses the same key', async (_, who) => {
      const key = newKey();
      const mine = await create(key);
      const theirs = await create(key, { ...smallest, name: 'Theirs' }, services, who);
      expect(theirs).toMatchObject({ replayed: false, client: { name: 'Theirs' } });
      expect(theirs.client.tenantId).toBe(who.actor.tenantId);
      expect((await create(key)).client).toEqual(mine.client);
      expect((await create(key, { ...smallest, name: 'Theirs' }, services, who)).client).toEqual(
        theirs.client,
      );
    });

    test.each([
      ['letter case', (key: string) => key.toUpperCase()],
      ['a trailing space', (key: string) => `${key} `],
      ['a leading space', (key: string) => ` ${key}`],
    ])('if the keys differ in %s', async (_, change) => {
      const key = newKey();
      await create(key);
      expect(await create(change(key))).toMatchObject({ replayed: false });
    });

    test.each([' ', '~'.repeat(255), `'; drop table idempotency_keys; --`, '%', '\\'])(
      'also for the key %j',
      async (key) => {
        const { client } = await create(key);
        expect(await create(key)).toMatchObject({ client, replayed: true });
      },
    );
  });

  describe('by concurrent callers', () => {
    test('with the same input creates one client; all get it, and one gets its secret', async () => {
      for (let round = 0; round < 3; round++) {
        const key = newKey();
        let all: Awaited<ReturnType<typeof create>>[] = [];
        const rows = await written(async () => {
          all = await Promise.all(
            Array.from({ length: 10 }, (_, index) =>
              create(key, smallest, index % 2 === 0 ? services : other),
            ),
          );
        });
        expect(rows).toEqual([1, 1, 1, 1]);
        expect(all).toHaveLength(10);
        expect(new Set(all.map(({ client }) => client.clientId)).size).toBe(1);
        expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
        for (const { replayed, issuedSecret } of all) expect(issuedSecret === null).toBe(replayed);
      }
    });

    test('with different input creates one client and refuses the others', async () => {
      const key = newKey();
      let attempts: ReturnType<typeof create>[] = [];
      const rows = await written(() => {
        attempts = Array.from({ length: 10 }, (_, index) =>
          create(key, { ...smallest, name: `App ${index}` }, index % 2 === 0 ? services : other),
        );
        return Promise.allSettled(attempts);
      });
      expect(rows).toEqual([1, 1, 1, 1]);
      const settled = await Promise.allSettled(attempts);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const [index, { status }] of settled.entries()) {
        if (status === 'rejected')
          expect(await refusalOf(attempts[index] as Promise<unknown>)).toEqual(reused);
      }
    });

    test('with an expired key creates one client', async () => {
      const key = newKey();
      const { client } = await create(key);
      at(day);
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, index) => create(key, smallest, index % 2 === 0 ? services : other)),
      );
      expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
      const made = new Set(all.map(({ client: { clientId } }) => clientId));
      expect(made.size).toBe(1);
      expect(made.has(client.clientId)).toBe(false);
    });
  });

  describe('is remembered by its key', () => {
    test.each([0, 1, hour, day - 1])('for %i milliseconds', async (milliseconds) => {
      const key = newKey();
      const { client } = await create(key);
      at(milliseconds);
      expect(await create(key)).toMatchObject({ client, replayed: true });
      expect(await refusalOf(create(key, { ...smallest, name: 'Other' }))).toEqual(reused);
      await purge(services, 'run');
      expect(await create(key)).toMatchObject({ client, replayed: true });
    });

    test.each([day, day + 1, 40 * day])(
      'for less than %i milliseconds; then the key is free for any input',
      async (milliseconds) => {
        const key = newKey();
        const first = await create(key);
        at(milliseconds);
        const second = await create(key, { ...smallest, name: 'Other' });
        expect(second).toMatchObject({ replayed: false, client: { name: 'Other' } });
        expect(second.client.clientId).not.toBe(first.client.clientId);
        expect(await keyRows(key)).toMatchObject([
          { clientId: second.client.clientId, createdAt: open.clock.now() },
        ]);
        // And the key is used for another day.
        at(milliseconds + day - 1);
        expect(await create(key, { ...smallest, name: 'Other' })).toMatchObject({ replayed: true });
      },
    );

    test('from its first use on: a repetition does not extend the time', async () => {
      const key = newKey();
      await create(key);
      at(day - 1);
      await create(key);
      at(day);
      expect(await create(key)).toMatchObject({ replayed: false });
    });
  });

  test('until its client is deleted; then it is refused, and succeeds again once the client is restored', async () => {
    const key = newKey();
    const { client } = await create(key);
    await deleteClient(services, caller, client);
    const before = await open.rows();
    expect(await refusalOf(create(key))).toEqual(spent);
    expect(await open.rows()).toEqual(before);
    const restored = await restoreClient(services, caller, client);
    expect(await create(key)).toMatchObject({ client: restored, replayed: true });
  });

  test('not if it fails', async () => {
    const key = newKey();
    const failing: Services = {
      ...services,
      encryptSecret: () => Promise.reject(new Error('the vault is away')),
    };
    const input: RegistrationInput = { ...smallest, clientAuthMethods: ['client_secret_jwt'] };
    const rows = await written(() => expect(create(key, input, failing)).rejects.toThrow('vault'));
    expect(rows).toEqual([0, 0, 0, 0]);
    expect(await create(key, input)).toMatchObject({ replayed: false });
  });

  test('and a refused use of the key does not change that', async () => {
    const key = newKey();
    const { client } = await create(key);
    for (const name of ['One', 'Two'])
      expect(await refusalOf(create(key, { ...smallest, name }))).toEqual(reused);
    expect(await create(key)).toMatchObject({ client, replayed: true });
  });

  test('with only a digest of its input stored', async () => {
    const key = newKey();
    const { issuedSecret } = await create(key, full);
    const [row] = await keyRows(key);
    expect(row?.inputDigest).toMatch(/^[\w-]{43}$/);
    const told = JSON.stringify(row);
    for (const text of [issuedSecret?.plaintext ?? '', 'client.example.com', 'My app']) {
      expect(told).not.toContain(text);
    }
  });
});

describe.each(databases)('createOAuthClient with an idempotency key on %s', (kind) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  const create = async (idempotencyKey: string, input: object) => {
    const { body } = await gateway.graphql(
      `mutation ($input: CreateOAuthClientInput!, $idempotencyKey: String) {
        createOAuthClient(input: $input, idempotencyKey: $idempotencyKey) {
          ... on CreateOAuthClientPayload { client { clientId } replayed issuedSecret { lastFour } }
          ... on RegistrationError { issues { code } }
        }
      }`,
      { input, idempotencyKey },
    );
    return body.data.createOAuthClient;
  };

  test('does not use up the key if the registration is refused', async () => {
    const issues = [{ code: 'REDIRECT_URI_HTTP' }];
    const bad = { ...smallest, redirectUris: ['http://app.example.com/'] };
    expect(await create('key', bad)).toEqual({ issues });
    expect(await create('key', bad)).toEqual({ issues });
    const created = await create('key', smallest);
    expect(created).toMatchObject({ replayed: false, issuedSecret: { lastFour: expect.any(String) } });
    expect(await create('key', smallest)).toEqual({
      client: created.client,
      replayed: true,
      issuedSecret: null,
    });
    // An invalid registration is refused, whatever its key was used for.
    expect(await create('key', bad)).toEqual({ issues });
  });
});
