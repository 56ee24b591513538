import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Right, rights } from '../../src/domain/actor.ts';
import type { Issue } from '../../src/domain/error/issue.ts';
import { OperationForbidden } from '../../src/domain/error/operation-error.ts';
import { listSecretsOfClients } from '../../src/operations/secret/find-secret.ts';
import type { Caller, Services } from '../../src/operations/services.ts';
import { allOperations } from '../harness/operations.ts';
import { callerOf, openServices, refusalOf, type TestServices } from '../harness/services.ts';

const operations = await allOperations();
const writes = operations.filter(([, { audit }]) => audit !== undefined);

const never = 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV';
/** What a write takes. One name serves all: each operation reads the members that it knows. */
const inputFor = (clientId: string) =>
  ({ clientId, secretId: never.slice(4), input: { name: '', redirectUris: [] } }) as never;

/** A caller with one right alone. */
const scopes: Record<Right, string> = {
  read: 'oauth.clients:read',
  write: 'oauth.clients:write',
  rotate: 'oauth.clients:rotate',
  delete: 'oauth.clients:delete',
};
const without = (right: Right): Caller => {
  const scope = right === 'read' ? [] : [scopes.read];
  const caller = callerOf({ id: `without ${right}` });
  return { ...caller, actor: { ...caller.actor, roles: [], scopes: scope } };
};

let open: TestServices;
beforeAll(async () => {
  open = await openServices('PostgreSQL');
});
afterAll(() => open.close());

test('there are operations for every right, and the writes name their action', () => {
  expect(new Set(operations.map(([, { right }]) => right))).toEqual(new Set(rights));
  expect(writes).toHaveLength(11);
});

describe.each(operations)('%s', (_name, operation) => {
  test('is refused to a caller without its right, and records that when it writes', async () => {
    const caller = without(operation.right);
    const before = (await open.refusedRows()).length;
    const measured: string[] = [];
    const services: Services = {
      ...open.services,
      instrument: (name, run) => {
        measured.push(name);
        return run();
      },
    };
    await expect(operation(services, caller, inputFor(never))).rejects.toThrow(OperationForbidden);
    expect(measured).toEqual([operation.name]);
    const refused = (await open.refusedRows()).slice(before);
    expect(refused.map(({ action, refusalCode }) => [action, refusalCode])).toEqual(
      operation.audit ? [[operation.audit.action, 'FORBIDDEN']] : [],
    );
  });
});

describe.each(writes)('%s', (name, operation) => {
  const isCreate = name === 'createClient';

  test('refuses an invalid input and records why', async () => {
    const caller = callerOf({ id: `invalid ${name}` });
    const found: Issue[] = [];
    const attempt = operation(open.services, caller, inputFor(never), found);
    const expected = isCreate
      ? ['INVALID_CLIENT_METADATA', 'name: NAME_BLANK', 'redirectUris: REDIRECT_URI_REQUIRED']
      : ['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND'];
    expect(await refusalOf(attempt)).toEqual(expected);
    const row = (await open.refusedRows()).at(-1);
    expect(row).toMatchObject({
      actorId: `invalid ${name}`,
      action: operation.audit?.action,
      clientId: isCreate ? null : never,
      refusalCode: expected[0],
      issueCodes: expected.slice(1).map((issue) => issue.split(': ')[1]),
    });
  });

  test.skipIf(isCreate)("finds another tenant's client as absent as one that never was", async () => {
    const { client } = await open.register();
    const rival = callerOf({ id: `rival ${name}`, tenantId: 'rival' });
    const attempt = operation(open.services, rival, inputFor(client.clientId));
    expect(await refusalOf(attempt)).toEqual(['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND']);
    expect(await open.refusedRows()).toContainEqual(
      expect.objectContaining({ actorId: `rival ${name}`, tenantId: 'rival', refusalCode: 'NOT_FOUND' }),
    );
    expect(await open.auditRows(client.clientId)).toHaveLength(1);
  });
});

test("another tenant's secrets are not read, even by the id of their client", async () => {
  const { client } = await open.register();
  const rival = callerOf({ id: 'rival', tenantId: 'rival' });
  const [own, others] = await Promise.all([
    listSecretsOfClients(open.services, callerOf({ id: 'owner' }), [client.id]),
    listSecretsOfClients(open.services, rival, [client.id]),
  ]);
  expect([own[0]?.length, others]).toEqual([1, [[]]]);
});
