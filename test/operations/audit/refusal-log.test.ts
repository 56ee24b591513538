import { describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts';
import { openRefusalLog, type RefusalLimits } from '../../../src/operations/audit/refusal-log.ts';

const limits: RefusalLimits = { window: 1000, kindsOfActor: 3, kindsInMemory: 8 };

const refusal: AuditEvent = {
  id: 'first',
  tenantId: 'acme',
  action: 'oauth_client.delete',
  outcome: 'refused',
  actorType: 'user',
  actorTenantId: 'acme',
  actorId: 'mallory',
  clientId: 'app-1',
  requestId: 'request-1',
  address: '192.0.2.1',
  occurredAt: new Date(0),
  changes: [],
  refusalCode: 'FORBIDDEN',
  issueCodes: [],
  occurrences: 1,
};

function openLog(given = limits) {
  const written: AuditEvent[] = [];
  let time = 0;
  let ids = 0;
  let isBroken = false;
  const write = async (...events: readonly AuditEvent[]) => {
    if (isBroken) throw new Error('The database is away.');
    written.push(...events);
  };
  const newId = () => {
    ids += 1;
    return `summary-${ids}`;
  };
  const log = openRefusalLog({ newId, now: () => new Date(time), write }, given);
  return {
    ...log,
    refuse: (changes: Partial<AuditEvent> = {}) =>
      log.record({ ...refusal, occurredAt: new Date(time), ...changes }, write),
    written,
    setTime: (milliseconds: number) => {
      time = milliseconds;
    },
    setBroken: (value: boolean) => {
      isBroken = value;
    },
  };
}

describe('a refused request', () => {
  test('is recorded at once the first time, and equal ones as one event when the window ends', async () => {
    const log = openLog();
    for (let count = 0; count < 5000; count++) await log.refuse({ requestId: `request-${count}` });
    expect(log.written).toEqual([{ ...refusal, requestId: 'request-0' }]);
    log.setTime(999);
    await log.refuse({ requestId: 'last', address: '192.0.2.9' });
    await log.writeEnded();
    expect(log.written).toHaveLength(1);
    log.setTime(1000);
    await log.writeEnded();
    expect(log.written.slice(1)).toEqual([
      {
        ...refusal,
        id: 'summary-1',
        requestId: 'last',
        address: '192.0.2.9',
        occurredAt: new Date(999),
        occurrences: 5000,
      },
    ]);
  });

  test('in the next window is recorded at once again', async () => {
    const log = openLog();
    await log.refuse();
    log.setTime(1000);
    await log.refuse();
    await log.writeAll();
    expect(log.written.map(({ occurrences }) => occurrences)).toEqual([1, 1]);
  });

  test('by another actor, action, code, client or tenant is recorded separately', async () => {
    const log = openLog({ ...limits, kindsOfActor: 10 });
    const kinds: Partial<AuditEvent>[] = [
      {},
      { actorId: 'eve' },
      { actorTenantId: 'rival' },
      { action: 'oauth_client.update' },
      { refusalCode: 'NOT_FOUND' },
      { clientId: 'app-2' },
      { tenantId: 'rival' },
      { issueCodes: ['NAME_BLANK'] },
    ];
    for (const kind of [...kinds, ...kinds]) await log.refuse(kind);
    expect(log.written).toHaveLength(kinds.length);
    await log.writeAll();
    expect(log.written).toHaveLength(2 * kinds.length);
  });

  test("beyond the actor's limit of kinds is counted by action and code only", async () => {
    const log = openLog();
    for (let count = 0; count < 100; count++) await log.refuse({ clientId: `app-${count}` });
    expect(log.written).toHaveLength(3);
    await log.writeAll();
    expect(log.written.slice(3)).toMatchObject([
      { clientId: null, issueCodes: [], refusalCode: 'FORBIDDEN', occurrences: 97 },
    ]);
  });

  test('whose event cannot be written causes an error, and the next event counts it', async () => {
    const log = openLog();
    log.setBroken(true);
    await expect(log.refuse()).rejects.toThrow('The database is away.');
    log.setBroken(false);
    await log.refuse();
    await log.writeAll();
    expect(log.written).toMatchObject([{ occurrences: 2 }]);
  });
});

test('is counted in a later event if its event cannot be written', async () => {
  const log = openLog();
  for (let count = 0; count < 3; count++) await log.refuse();
  log.setBroken(true);
  await expect(log.writeAll()).rejects.toThrow();
  log.setBroken(false);
  await log.writeEnded();
  await log.writeEnded();
  expect(log.written.map(({ occurrences }) => occurrences)).toEqual([1, 2]);
});

test('refusals by any number of actors use bounded memory: the oldest windows end early', async () => {
  const log = openLog();
  for (let actor = 0; actor < 50; actor++) {
    for (let count = 0; count < 3; count++) await log.refuse({ actorId: `actor-${actor}` });
  }
  await log.writeEnded();
  const early = log.written.filter(({ occurrences }) => occurrences > 1);
  expect(early.length, 'of 50 actors, all but the last eight').toBeGreaterThanOrEqual(8);
  await log.writeAll();
  const total = log.written.reduce((sum, { occurrences }) => sum + occurrences, 0);
  expect(log.written.filter(({ occurrences }) => occurrences === 1)).toHaveLength(50);
  expect(total).toBeLessThanOrEqual(150);
});

test('actors with open windows cannot fill the memory with new kinds of refusals', async () => {
  const log = openLog();
  for (let client = 0; client < 5; client++) {
    for (let actor = 0; actor < 6; actor++) {
      for (let count = 0; count < 2; count++)
        await log.refuse({ actorId: `actor-${actor}`, clientId: `app-${client}` });
    }
  }
  await log.writeEnded();
  // Six actors have 24 kinds. Eight windows are kept, and eight counts wait to be written; older ones are dropped.
  const early = log.written.filter(({ id }) => id.startsWith('summary-'));
  expect(early.length).toBe(8);
});

test('a window ends even if the clock is set back', async () => {
  const log = openLog();
  log.setTime(5000);
  for (let count = 0; count < 3; count++) await log.refuse();
  log.setTime(0);
  await log.writeEnded();
  expect(log.written.map(({ occurrences }) => occurrences)).toEqual([1, 2]);
});
