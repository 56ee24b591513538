import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createClient } from '../../src/operations/client/create-client.ts';
import { addSecret } from '../../src/operations/secret/add-secret.ts';
import { authenticateClient } from '../../src/operations/secret/authenticate-client.ts';
import { deactivateSecret } from '../../src/operations/secret/deactivate-secret.ts';
import { rotateSecret } from '../../src/operations/secret/rotate-secret.ts';
import { expectAccounted, type Ledger, openLedger } from '../harness/accounting.ts';
import { databases, openGateway, type TestGateway, usualDatabases } from '../harness/gateway.ts';
import { apis, clientIdsAt, type Place, register } from '../harness/load.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { callerOf, day, hour, openServices, smallest, type TestServices } from '../harness/services.ts';

/** An hour back, a day ahead, and back to the start, repeatedly. */
const steps = [0, -hour, 0, day, 0, day, -hour, day, -hour, 0];
const pageSize = 7;
const sorted = (texts: readonly string[]) => [...texts].sort();

/** A gateway with an adjustable clock. */
async function openStepping(...[kind, config]: Parameters<typeof openGateway>) {
  let offset = 0;
  const gateway = await openGateway(kind, config, { now: () => new Date(Date.now() + offset) });
  // Valid from tomorrow for three days, longer than every step.
  const place: Place = { url: gateway.url, token: await gateway.token({ ttl: (3 * day) / 1000 }) };
  const setClock = (milliseconds: number) => {
    offset = milliseconds;
  };
  return { gateway, place, setClock };
}

/** Registers through GraphQL and REST alternately, each time with another clock time. */
async function registerInSteps(place: Place, ledger: Ledger, setClock: (offset: number) => void) {
  for (let index = 0; index < 4 * steps.length; index++) {
    setClock(steps[index % steps.length] ?? 0);
    await register(place, apis[index % 2] ?? 'REST', ledger);
  }
}

async function idsByPageNumber(
  gateway: TestGateway,
  { token }: Place,
  turnPage: () => void,
): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1, isMore = true; isMore; page++) {
    const path = `/admin/oauth/clients?page=${page}&page_size=${pageSize}`;
    const { body } = await gateway.send('GET', path, undefined, { token });
    found.push(...body.items.map(({ client_id }: { client_id: string }) => client_id));
    isMore = body.pagination.has_next;
    turnPage();
  }
  return found;
}

describe.each(usualDatabases)('while the clock of a gateway on %s steps back and forth', (kind) => {
  let open: Awaited<ReturnType<typeof openStepping>>;
  const ledger = openLedger();
  beforeAll(async () => {
    open = await openStepping(kind);
    await registerInSteps(open.place, ledger, open.setClock);
  });
  afterAll(() => open?.gateway.close());
  let turn = 0;
  const step = () => open.setClock(steps[turn++ % steps.length] ?? 0);
  const known = () => ledger.accounts.map(({ clientId }) => clientId);

  test('every new id is unique and sorts after the earlier ones, for clients and audit events', async () => {
    expect(known()).toHaveLength(4 * steps.length);
    expect(known()).toEqual(sorted([...new Set(known())]));
    const { auditEvents } = await open.gateway.rows();
    expect(auditEvents.map(({ clientId }) => clientId)).toEqual(known());
    await expectAccounted(open.gateway.database, ledger);
  });

  test('numbered pages and cursor pages show the same clients in the same order, each once, newest first', async () => {
    const byCursor = await clientIdsAt(open.place, { first: pageSize, turnPage: async () => step() });
    const byNumber = await idsByPageNumber(open.gateway, open.place, step);
    const { clients } = await open.gateway.rows();
    const newestFirst = clients.sort(
      (one, other) => Number(other.createdAt) - Number(one.createdAt) || (one.id < other.id ? 1 : -1),
    );
    expect(byCursor).toEqual(newestFirst.map(({ clientId }) => clientId));
    expect(byNumber).toEqual(byCursor);
  });

  test('a reader who pages by cursor during registrations sees every earlier client once', async () => {
    const before = known();
    const turnPage = async () => {
      step();
      for (const api of apis) expect(await register(open.place, api, ledger)).toBeDefined();
    };
    const found = await clientIdsAt(open.place, { first: pageSize, turnPage });
    expect(sorted(found)).toEqual(sorted([...new Set(found)]));
    expect(
      before.filter((clientId) => !found.includes(clientId)),
      'skipped',
    ).toEqual([]);
    await expectAccounted(open.gateway.database, ledger);
  });

  test('checks token expiry against the current clock, also after it is set back', async () => {
    open.setClock(0);
    const token = await open.gateway.token({ ttl: 300 });
    const statusAt = async (offset: number) => {
      open.setClock(offset);
      return (await open.gateway.send('GET', '/admin/oauth/clients', undefined, { token })).status;
    };
    const answered: number[] = [];
    for (const offset of [0, day, 0, 331_000, -hour]) answered.push(await statusAt(offset));
    expect(answered).toEqual([200, 401, 200, 401, 200]);
  });
});

test('gateways whose clocks differ by a day create unique ids and list clients in the same order', async () => {
  const databaseUrl = await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'));
  const gateways = [
    await openStepping('PostgreSQL', { databaseUrl }),
    await openStepping('PostgreSQL', { databaseUrl }),
  ];
  try {
    gateways[0]?.setClock(day);
    const ledger = openLedger();
    await Promise.all(gateways.map(({ place }) => registerInSteps(place, ledger, () => {})));
    const lists = await Promise.all(gateways.map(({ place }) => clientIdsAt(place, { first: pageSize })));
    expect(sorted(lists[0] ?? [])).toEqual(sorted(ledger.accounts.map(({ clientId }) => clientId)));
    expect(lists[1]).toEqual(lists[0]);
    for (const { gateway } of gateways) await expectAccounted(gateway.database, ledger);
  } finally {
    await Promise.all(gateways.map(({ gateway }) => gateway.close()));
  }
});

describe.each(databases)('while the clock of a gateway on %s steps', (kind) => {
  const caller = callerOf();
  let open: TestServices;
  beforeAll(async () => {
    open = await openServices(kind);
  });
  afterAll(() => open.close());

  const at = (offset: number) => open.clock.set(new Date(open.clock.start.getTime() + offset));
  const registerNow = async () => {
    at(0);
    const { client, issuedSecret } = await open.register();
    return { client, first: issuedSecret?.plaintext ?? '' };
  };
  const verifiesAt = async (offset: number, clientId: string, secret: string) => {
    at(offset);
    return (await authenticateClient(open.services, clientId, secret)) !== undefined;
  };

  test('a secret in its grace period is valid until its expiry by the current clock, and no later rotation delays the expiry', async () => {
    const { client, first } = await registerNow();
    await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 7200 });
    const verdicts = async () => {
      const found: boolean[] = [];
      for (const offset of [-hour, 0, 2 * hour - 1, 2 * hour, day]) {
        found.push(await verifiesAt(offset, client.clientId, first));
      }
      return found;
    };
    expect(await verdicts()).toEqual([true, true, true, false, false]);
    at(day);
    await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 7200 });
    at(hour);
    await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 7200 });
    expect(await verdicts()).toEqual([true, true, true, false, false]);
    at(-hour);
    await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 7200 });
    expect(await verdicts()).toEqual([true, true, false, false, false]);
  });

  test('a deactivated secret stays deactivated', async () => {
    const { client, first } = await registerNow();
    await addSecret(open.services, caller, { clientId: client.clientId });
    const [row] = await open.secretRows(client.id);
    await deactivateSecret(open.services, caller, { ...client, secretId: row?.id ?? '' });
    for (const offset of [-hour, 0, day])
      expect(await verifiesAt(offset, client.clientId, first)).toBe(false);
  });

  test('a secret that was revoked by a rotation does not become valid when the clock goes back', async () => {
    const { client, first } = await registerNow();
    await rotateSecret(open.services, caller, { clientId: client.clientId, graceSeconds: 0 });
    expect(await verifiesAt(0, client.clientId, first)).toBe(false);
    expect(await verifiesAt(-hour, client.clientId, first), 'an hour before it was ended').toBe(false);
  });

  test('an idempotency key registers one client a day, even after the clock was set back', async () => {
    at(0);
    const create = () =>
      createClient(open.services, caller, { input: smallest, idempotencyKey: `key of ${kind}` });
    const { client } = await create();
    for (const offset of [-hour, 0, day - 1, -hour]) {
      at(offset);
      expect(await create()).toMatchObject({ replayed: true, client: { clientId: client.clientId } });
    }
    at(day);
    const { client: next, replayed } = await create();
    expect([replayed, next.clientId === client.clientId]).toEqual([false, false]);
    at(-hour);
    expect(await create()).toMatchObject({ replayed: true, client: { clientId: next.clientId } });
  });
});
