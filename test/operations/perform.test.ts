import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Right, rights } from '../../src/domain/actor.ts';
import { errorCatalogue } from '../../src/domain/error/error-catalogue.ts';
import { issue } from '../../src/domain/error/issue.ts';
import { OperationForbidden } from '../../src/domain/error/operation-error.ts';
import { readOperation, writeOperation } from '../../src/operations/perform.ts';
import type { Caller, Services } from '../../src/operations/services.ts';
import { type Answer, openGateway, type TestGateway } from '../harness/gateway.ts';
import { allOperations } from '../harness/operations.ts';
import { callerOf, openServices, refusalOf, type TestServices } from '../harness/services.ts';

const operations = await allOperations();
const operationOf = new Map(operations);
const names = (kind: 'read' | 'write') =>
  operations.flatMap(([name, { action }]) => ((action === undefined) === (kind === 'read') ? [name] : []));

const never = 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV';
const uri = 'https://app.example.com/callback';

/** A registered client; the calls use its tenant or another one. */
interface Target {
  readonly id: string;
  readonly clientId: string;
  readonly secretId: string;
}

type RestCall = readonly [
  method: string,
  path: string,
  body?: object | undefined,
  headers?: Record<string, string>,
];

interface WriteCase {
  /** The input in GraphQL, and of the operation, except for a registration. */
  readonly input: (target: Target) => object;
  readonly invalid: (target: Target) => object;
  /** The code of the refusal, then its issues. */
  readonly refusal: readonly string[];
  /** The same calls in REST, if it has a route. */
  readonly rest?: (target: Target, input: Readonly<Record<string, unknown>>) => RestCall;
  /** The refusal in REST, if it differs. */
  readonly restRefusal?: readonly string[];
}

const notFound = ['NOT_FOUND', 'clientId: CLIENT_NOT_FOUND'];
const conflict = ['CONFLICT', 'expectedVersion: VERSION_CONFLICT'];
const ofClient = ({ clientId }: Target) => ({ clientId });
const ofVersion99 = ({ clientId }: Target) => ({ clientId, expectedVersion: 99 });
const ofSecret = ({ clientId, secretId }: Target) => ({ clientId, secretId });

const writes: Record<string, WriteCase> = {
  createClient: {
    input: () => ({ name: 'Mine', redirectUris: [uri] }),
    invalid: () => ({ name: '', redirectUris: ['/callback', uri] }),
    refusal: ['INVALID_CLIENT_METADATA', 'name: NAME_BLANK', 'redirectUris.0: URI_NOT_ABSOLUTE'],
    rest: (_, { name, redirectUris }) => ['POST', '', { name, redirect_uris: redirectUris }],
  },
  updateClient: {
    input: (target) => ({ ...ofClient(target), name: 'New' }),
    invalid: (target) => ({ ...ofClient(target), name: '', scopes: ['a"b'] }),
    refusal: ['INVALID_CLIENT_METADATA', 'name: NAME_BLANK', 'scopes.0: SCOPE_CHARACTER'],
    rest: ({ clientId }, { name, scopes }) => ['PUT', `/${clientId}`, { name, scopes }],
  },
  suspendClient: { input: ofClient, invalid: ofVersion99, refusal: conflict },
  activateClient: { input: ofClient, invalid: ofVersion99, refusal: conflict },
  deleteClient: {
    input: ofClient,
    invalid: ofVersion99,
    refusal: conflict,
    rest: ({ clientId }, { expectedVersion }) => [
      'DELETE',
      `/${clientId}`,
      undefined,
      expectedVersion === undefined ? {} : { 'if-match': `"${expectedVersion}"` },
    ],
    // RFC 9110 §13.1.1 defines a separate status for a version that does not match.
    restRefusal: ['PRECONDITION_FAILED', 'If-Match: VERSION_CONFLICT'],
  },
  restoreClient: { input: ofClient, invalid: () => ({ clientId: never }), refusal: notFound },
  cloneClient: {
    input: ofClient,
    invalid: () => ({ clientId: never }),
    refusal: notFound,
    rest: (_, { clientId }) => ['POST', `/${clientId}/clone`],
  },
  addSecret: {
    input: ofClient,
    invalid: (target) => ({ ...ofClient(target), description: 'a\nb', expiresAt: 'soon' }),
    refusal: ['INVALID_ARGUMENT', 'description: SECRET_DESCRIPTION', 'expiresAt: EXPIRES_AT_FORM'],
    rest: ({ clientId }, { description, expiresAt }) => [
      'POST',
      `/${clientId}/secrets`,
      { description, expires_at: expiresAt },
    ],
  },
  rotateSecret: {
    input: ofClient,
    invalid: (target) => ({ ...ofClient(target), expiresAt: 'soon', graceSeconds: -1 }),
    refusal: ['INVALID_ARGUMENT', 'expiresAt: EXPIRES_AT_FORM', 'graceSeconds: GRACE_SECONDS'],
    rest: ({ clientId }, { expiresAt, graceSeconds }) => [
      'POST',
      `/${clientId}/rotate-secret`,
      { expires_at: expiresAt, grace_seconds: graceSeconds },
    ],
  },
  deactivateSecret: {
    input: ofSecret,
    invalid: ofSecret,
    refusal: ['INVALID_ARGUMENT', 'secretId: SECRET_LAST_ACTIVE'],
    rest: ({ clientId, secretId }) => ['PUT', `/${clientId}/secrets/${secretId}/deactivate`],
  },
  deleteSecret: {
    input: ofSecret,
    invalid: ofSecret,
    refusal: ['INVALID_ARGUMENT', 'secretId: SECRET_LAST'],
    rest: ({ clientId, secretId }) => ['DELETE', `/${clientId}/secrets/${secretId}`],
  },
};

const page = { limit: 20, isBackward: false, after: undefined, before: undefined, skip: 0 };
const wanted = { filter: {}, page, withChanges: true };

/** The input of each read of another tenant's client, and its result. */
const reads: Record<string, { readonly input: (target: Target) => unknown; readonly found?: unknown }> = {
  findClient: { input: ({ clientId }) => clientId, found: null },
  findClientById: { input: ({ id }) => id, found: null },
  findClients: { input: ({ clientId }) => [clientId], found: [null] },
  validateUpdate: {
    input: ({ clientId }) => ({ clientId, name: 'New' }),
    found: {
      issues: [expect.objectContaining({ path: ['clientId'], code: 'CLIENT_NOT_FOUND' })],
      advisories: [],
      normalized: null,
    },
  },
  findSecret: { input: ({ secretId }) => secretId, found: null },
  findAuditEvent: { input: ({ id }) => id, found: null },
  listClients: {
    input: () => ({ filter: {}, order: { field: 'name', isDescending: false }, page }),
    found: expect.objectContaining({ items: [] }),
  },
  countClients: { input: () => ({}), found: 0 },
  listSecretsOfClients: { input: ({ id }) => [id], found: [[]] },
  listAuditEvents: { input: () => wanted, found: expect.objectContaining({ items: [] }) },
  countAuditEvents: { input: () => ({}), found: 0 },
  listAuditEventsOfClients: {
    input: ({ clientId }) => ({ ...wanted, clientIds: [clientId] }),
    found: [expect.objectContaining({ items: [] })],
  },
  countAuditEventsOfClients: { input: ({ clientId }) => ({ clientIds: [clientId], filter: {} }), found: [0] },
  // Reads without tenant data.
  viewer: { input: () => undefined },
  capabilities: { input: () => undefined },
  listProfiles: { input: () => undefined },
  validateClient: { input: () => ({ name: 'Mine', redirectUris: [uri] }) },
};

/** A scope that has every right except one, or the closest scope. */
const scopeWithout = (right: Right | null) => (right === 'read' ? 'openid' : 'oauth.clients:read');

let open: TestServices;
let gateway: TestGateway;
beforeAll(async () => {
  [open, gateway] = await Promise.all([openServices('PostgreSQL'), openGateway('PostgreSQL')]);
});
afterAll(() => Promise.all([open.close(), gateway.close()]));

test('every operation is in a table of this file, and every right has an operation', () => {
  expect(Object.keys(writes).toSorted()).toEqual(names('write').toSorted());
  expect(Object.keys(reads).toSorted()).toEqual(names('read').toSorted());
  expect(new Set(operations.map(([, { right }]) => right))).toEqual(new Set([...rights, null]));
});

/** A call to compare: its caller, its input, and its client. */
interface Attempt {
  readonly sub: string;
  readonly tenant: string;
  readonly scope?: string;
  readonly input: (target: Target) => object;
}

/** What the caller and the audit log receive for a refusal. */
interface Refused {
  readonly error: readonly unknown[];
  readonly events: readonly object[];
}

type Way = (name: string, attempt: Attempt) => Promise<Refused>;

const ways: Record<'direct' | 'GraphQL' | 'REST', Way> = {
  direct: async (name, { sub, tenant, scope, input }) => {
    const { client } = await open.register();
    const [secret] = await open.secretRows(client.id);
    const target = { ...client, secretId: secret?.id ?? '' };
    const caller = callerOf({ id: sub, tenantId: tenant });
    const actor = scope === undefined ? caller.actor : { ...caller.actor, roles: [], scopes: [scope] };
    const given = name === 'createClient' ? { input: input(target) } : input(target);
    const error = await errorOf(operation(name)(open.services, { ...caller, actor }, given as never));
    return { error, events: eventsOf(await open.refusedRows(), sub, target) };
  },
  GraphQL: async (name, attempt) => {
    const [target, call] = await inGateway(attempt);
    const answer = await gateway.graphql(
      documentOf(operation(name).name),
      { input: attempt.input(target) },
      call,
    );
    const { auditEvents } = await gateway.rows();
    return { error: errorOfGraphql(answer), events: eventsOf(auditEvents, attempt.sub, target) };
  },
  REST: async (name, attempt) => {
    const [target, call] = await inGateway(attempt);
    const [method, path, body, headers = {}] = writes[name]?.rest?.(target, { ...attempt.input(target) }) ?? [
      'GET',
      '',
    ];
    const answer = await gateway.send(method, `/admin/oauth/clients${path}`, body, { ...call, headers });
    const { auditEvents } = await gateway.rows();
    return { error: errorOfRest(answer), events: eventsOf(auditEvents, attempt.sub, target) };
  },
};

describe.each(Object.entries(writes))(
  '%s',
  (name, { input, invalid, refusal, rest, restRefusal = refusal }) => {
    const used = Object.entries(ways).filter(([way]) => way !== 'REST' || rest !== undefined);
    const codes = (refused: readonly string[]) => refused.slice(1).map((text) => text.split(': ')[1]);
    const { action, right } = operation(name);
    const clientId = name === 'createClient' ? null : 'the client';

    test.each(used)('%s: is refused to a caller without its right, and recorded', async (way, call) => {
      const sub = `without ${right} ${name} ${way}`;
      const refused = await call(name, { sub, tenant: 'acme', scope: scopeWithout(right), input });
      expect(refused).toEqual({
        error: ['FORBIDDEN'],
        events: [{ action, clientId, refusalCode: 'FORBIDDEN', issueCodes: [] }],
      });
    });

    test.each(used)('%s: is refused with every issue of its input, and recorded', async (way, call) => {
      const refused = await call(name, { sub: `invalid ${name} ${way}`, tenant: 'acme', input: invalid });
      const isAboutNone = refusal[0] === 'NOT_FOUND';
      expect(refused).toEqual({
        error: way === 'REST' ? restRefusal : refusal,
        events: [
          {
            action,
            clientId: isAboutNone ? never : clientId,
            refusalCode: refusal[0],
            issueCodes: codes(refusal),
          },
        ],
      });
    });

    test.each([null, 7, 'text', [], { clientId: 7, secretId: [], input: 7 }])(
      'is refused with an input of other types, and recorded: %j',
      async (input) => {
        const sub = `types of ${name} ${JSON.stringify(input)}`;
        const [code, ...issues] = await refusalOf(
          operation(name)(open.services, callerOf({ id: sub }), input as never),
        );
        expect(code).toMatch(/^INVALID_/);
        expect(issues.join()).toMatch(/WRONG_TYPE|REQUIRED/);
        const target = { id: '', clientId: '', secretId: '' };
        expect(eventsOf(await open.refusedRows(), sub, target)).toMatchObject([
          { action, refusalCode: code },
        ]);
      },
    );

    test('is refused with the issues that an API found, even if its rules find none', async () => {
      const { client } = await open.register();
      const [secret] = await open.secretRows(client.id);
      const given = input({ ...client, secretId: secret?.id ?? '' });
      const before = await open.rows();
      const attempt = operation(name)(
        open.services,
        callerOf(),
        (name === 'createClient' ? { input: given } : given) as never,
        [issue('UNKNOWN_FIELD', 'extra')],
      );
      expect((await refusalOf(attempt)).slice(1)).toContain('extra: UNKNOWN_FIELD');
      expect(await open.rows()).toEqual(before);
    });

    test.skipIf(clientId === null).each(used)(
      "%s: does not find another tenant's client, and records that in the caller's tenant",
      async (way, call) => {
        const refused = await call(name, { sub: `rival ${name} ${way}`, tenant: 'rival', input });
        expect(refused).toEqual({
          error: notFound,
          events: [{ action, clientId, refusalCode: 'NOT_FOUND', issueCodes: codes(notFound) }],
        });
      },
    );
  },
);

describe.each(Object.entries(reads))('%s', (name, { input, found }) => {
  const target = async (): Promise<Target> => {
    const { client } = await open.register();
    const [secret] = await open.secretRows(client.id);
    return { ...client, secretId: secret?.id ?? '' };
  };

  test.skipIf(operation(name).right === null)(
    'is refused to a caller without its right, measured and not recorded',
    async () => {
      const { right, name: measuredName } = operation(name);
      const caller = callerOf({ id: `without ${right} ${name}` });
      const actor = { ...caller.actor, roles: [], scopes: [scopeWithout(right)] };
      const measured: string[] = [];
      const instrument: Services['instrument'] = (measuring, run) => {
        measured.push(measuring);
        return run();
      };
      const refused = operation(name)(
        { ...open.services, instrument },
        { ...caller, actor },
        input(await target()) as never,
      );
      await expect(refused).rejects.toThrow(OperationForbidden);
      expect(measured).toEqual([measuredName]);
      expect((await open.refusedRows()).filter(({ actorId }) => actorId === actor.id)).toEqual([]);
    },
  );

  test.skipIf(found === undefined)("does not find another tenant's data", async () => {
    const rival = callerOf({ id: 'rival', tenantId: `rival of ${name}` });
    const result = await operation(name)(open.services, rival, input(await target()) as never);
    const values = Array.isArray(result) ? await Promise.all(result) : result;
    expect(values).toEqual(found);
  });

  test.skipIf(input({ id: '', clientId: '', secretId: '' }) === undefined)(
    'refuses an input that does not have its types',
    async () => {
      const refused = operation(name)(open.services, callerOf(), 7 as never);
      // Two types combined to one report the problem twice.
      const [code, ...issues] = await refusalOf(refused);
      expect([code, ...new Set(issues)]).toEqual([expect.any(String), ': WRONG_TYPE']);
    },
  );
});

test('a filter that costs too much is refused by the operation, as in GraphQL and REST', async () => {
  const filter = { name: '\0' };
  const order = { field: 'name', isDescending: false };
  const [graphql, rest] = await Promise.all([
    gateway.graphql(documentOf('oauthClients'), { filter }),
    gateway.send('GET', '/admin/oauth/clients?name=%00'),
  ]);
  const refused = ['INVALID_ARGUMENT', 'filter.name: FILTER'];
  const direct = operation('listClients')(open.services, callerOf(), { filter, order, page } as never);
  expect(await refusalOf(direct)).toEqual(refused);
  expect(errorOfGraphql(graphql)).toEqual(refused);
  expect(errorOfRest(rest)).toEqual(['INVALID_ARGUMENT', 'name: FILTER']);
});

describe('the issues found by an API', () => {
  const unread = [issue('WRONG_TYPE', 'name')];
  const declaration = { name: 'probe', right: 'read', input: z.string() } as const;

  test('make an operation without rules refuse the call before its work', async () => {
    const probe = readOperation(declaration, () => expect.unreachable());
    const refused = probe(open.services, callerOf(), 'text', unread);
    expect(await refusalOf(refused)).toEqual(['INVALID_ARGUMENT', 'name: WRONG_TYPE']);
  });

  test('are reported together with those of the rules', async () => {
    const probe = readOperation({ ...declaration, rules: 'INVALID_CLIENT_METADATA' }, ({ require }) =>
      require([issue('EMPTY_LIST', 'scopes'), issue('NAME_BLANK', 'name')]),
    );
    const refused = probe(open.services, callerOf(), 'text', unread);
    expect(await refusalOf(refused)).toEqual([
      'INVALID_CLIENT_METADATA',
      'name: WRONG_TYPE',
      'scopes: EMPTY_LIST',
    ]);
  });

  test('refuse a write with wrong types before its work, with an audit event', async () => {
    const input = z.object({ clientId: z.string() });
    const probe = writeOperation(
      { name: 'probe', right: 'write', input, action: 'oauth_client.suspend', rules: 'INVALID_ARGUMENT' },
      () => expect.unreachable(),
    );
    const caller: Caller = callerOf({ id: 'prober' });
    expect(await refusalOf(probe(open.services, caller, { clientId: 7 as never }))).toEqual([
      'INVALID_ARGUMENT',
      'clientId: WRONG_TYPE',
    ]);
    const rows = (await open.refusedRows()).filter(({ actorId }) => actorId === 'prober');
    expect(rows).toMatchObject([{ action: 'oauth_client.suspend', issueCodes: ['WRONG_TYPE'] }]);
  });
});

function operation(name: string) {
  const found = operationOf.get(name);
  if (found === undefined) throw new Error(`There is no operation ${name}.`);
  return found;
}

function documentOf(field: string): string {
  const file = field.replace(/OAuth/, '-oauth').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const path = `../../schema/operations/${file.replace('oauth-clients-', 'oauth-clients')}.graphql`;
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** Registers a client in `acme` and creates a token for the caller. */
async function inGateway({ sub, tenant, scope }: Attempt) {
  const { body } = await gateway.graphql(
    `mutation { createOAuthClient(input: { name: "Mine", redirectUris: ["${uri}"] }) {
      ... on CreateOAuthClientPayload { client { ulid clientId secrets { secretId } } } } }`,
  );
  const { ulid, clientId, secrets } = body.data.createOAuthClient.client;
  const claims = scope === undefined ? { role: 'admin' } : { role: 'no-right', scope };
  const target: Target = { id: ulid, clientId, secretId: secrets[0].secretId };
  return [target, { token: await gateway.token({ sub, tenant, ...claims }) }] as const;
}

async function errorOf(attempt: Promise<unknown>): Promise<unknown[]> {
  const thrown = await attempt.catch((error: unknown) => error);
  return thrown instanceof OperationForbidden ? [thrown.code] : refusalOf(attempt);
}

function errorOfGraphql({ body }: Answer): unknown[] {
  const [data] = Object.values(body.data ?? {}) as { code: string; issues: Issue[] }[];
  const { code, issues } = data ?? body.errors[0].extensions;
  return [code, ...textsOf(issues ?? [])];
}

interface Issue {
  readonly path: readonly unknown[];
  readonly code: string;
}

function textsOf(issues: readonly Issue[]): string[] {
  return issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
}

function errorOfRest({ body, text }: Answer): unknown[] {
  const known = Object.entries(errorCatalogue).find(([, { restCode }]) => restCode === body?.code);
  if (known === undefined) throw new Error(`The response is not an error: ${text}`);
  const fields = (body.errors ?? []).map(({ field, code }: { field: string; code: string }) => {
    const path = field.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()).replace(/\[(\d+)\]/g, '.$1');
    return `${path}: ${code}`;
  });
  return [known[0], ...fields];
}

/** The refusals of a caller, with a placeholder for the client that is equal for each API. */
function eventsOf(
  rows: readonly { actorId: string; clientId: string | null; outcome: string }[],
  sub: string,
  { clientId }: Target,
): object[] {
  return rows
    .filter((row) => row.actorId === sub && row.outcome === 'refused')
    .map((row) => {
      // The type of the parameter has only the columns that are compared above.
      const { action, refusalCode, issueCodes } = row as unknown as Record<string, unknown>;
      return {
        action,
        clientId: row.clientId === clientId ? 'the client' : row.clientId,
        refusalCode,
        issueCodes,
      };
    });
}
