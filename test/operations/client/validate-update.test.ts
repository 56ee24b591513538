import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientChange } from '../../../src/domain/client/client-change.ts';
import { issue } from '../../../src/domain/error/issue.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { validateUpdate } from '../../../src/operations/client/validate-update.ts';
import { addSecret } from '../../../src/operations/secret/add-secret.ts';
import type { Services } from '../../../src/operations/services.ts';
import type { Target } from '../../../src/operations/step/change-client.ts';
import { callerOf, openServices, refusalOf, type TestServices } from '../../harness/services.ts';

const caller = callerOf();
const uri = 'https://app.example.com/callback';

let open: TestServices;
/** Stores no encrypted secrets, as a gateway without a key for them. */
let digestOnly: Services;
beforeAll(async () => {
  open = await openServices('PostgreSQL');
  digestOnly = { ...open.services, policy: { ...open.services.policy, recoverableSecrets: false } };
});
afterAll(() => open.close());

const textsOf = (issues: readonly { path: readonly unknown[]; code: string }[]) =>
  issues.map(({ path, code }) => `${path.join('.')}: ${code}`);

describe('a dry run of a change', () => {
  test.each<[string, ClientChange]>([
    ['renames the client', { name: ' New ' }],
    ['suspends the client', { status: 'suspended' }],
    ['clears a field with a default', { scopes: null }],
    ['appends a redirect URI', { addRedirectUris: ['https://app.example.com/other'] }],
    ['makes the client public', { isConfidential: false, clientAuthMethods: ['none'] }],
    ['requires a new secret', { clientAuthMethods: ['client_secret_post'] }],
    ['gives an advisory', { redirectUris: ['http://localhost/cb'] }],
  ])('that %s has the result of the change, and writes nothing', async (_, change) => {
    const { client } = await open.register();
    const { clientId } = client;
    const before = await open.rows();
    const { issues, advisories, normalized } = await validateUpdate(open.services, caller, {
      clientId,
      ...change,
    });
    expect(issues).toEqual([]);
    expect(await open.rows()).toEqual(before);
    const updated = await updateClient(open.services, caller, { clientId, ...change });
    expect(advisories).toEqual(updated.advisories);
    expect(updated.client).toMatchObject(normalized ?? {});
    expect(normalized?.name).toBe(updated.client.name);
  });

  test.each<[string, ClientChange & Partial<Target>]>([
    ['several broken rules', { name: '', redirectUris: ['/callback', uri], scopes: ['a"b'] }],
    ['a conflict with a stored field', { isConfidential: false }],
    ['a URI to remove that is not registered', { removeRedirectUris: ['https://other.example/'] }],
    ['a field that cannot be cleared', { name: null }],
    ['another version', { expectedVersion: 99, name: 'New' }],
    ['an unknown client', { clientId: 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
    ['an id that no client can have', { clientId: '' }],
  ])('with %s has the issues of the refused change', async (_, change) => {
    const { client } = await open.register();
    const input = { clientId: client.clientId, ...change };
    const before = await open.rows();
    const { issues } = await validateUpdate(open.services, caller, input);
    const [, ...refused] = await refusalOf(updateClient(open.services, caller, input));
    expect(refused.length).toBeGreaterThan(0);
    expect(textsOf(issues)).toEqual(refused);
    expect(await open.rows()).toEqual(before);
  });

  test('of an unknown or deleted client has no metadata', async () => {
    const { client } = await open.register();
    await deleteClient(open.services, caller, client);
    const verdict = await validateUpdate(open.services, caller, { clientId: client.clientId, name: '' });
    expect(textsOf(verdict.issues)).toEqual(['clientId: CLIENT_NOT_FOUND']);
    expect(verdict).toMatchObject({ advisories: [], normalized: null });
  });

  test('reports another version together with the issues of the change', async () => {
    const { client } = await open.register();
    const input = { clientId: client.clientId, expectedVersion: 99, name: '' };
    const { issues, normalized } = await validateUpdate(open.services, caller, input);
    expect(textsOf(issues)).toEqual(['expectedVersion: VERSION_CONFLICT', 'name: NAME_BLANK']);
    expect(normalized?.redirectUris).toEqual([uri]);
  });

  test('reports a secret that the client could not get', async () => {
    const { client } = await open.register();
    const { clientId } = client;
    await addSecret(digestOnly, caller, { clientId });
    const input = { clientId, clientAuthMethods: ['client_secret_jwt'] } as const;
    const { issues } = await validateUpdate(open.services, caller, input);
    expect(textsOf(issues)).toEqual(['clientAuthMethods: SECRET_LIMIT']);
    const refused = await refusalOf(updateClient(open.services, caller, input));
    expect(refused).toEqual(['CONFLICT', ...textsOf(issues)]);
  });

  test('includes the issues that the API found', async () => {
    const { client } = await open.register();
    const found = [issue('UNKNOWN_VALUE', 'status')];
    const verdict = await validateUpdate(
      open.services,
      caller,
      { clientId: client.clientId, name: '' },
      found,
    );
    expect(textsOf(verdict.issues)).toEqual(['name: NAME_BLANK', 'status: UNKNOWN_VALUE']);
  });

  test('does not repeat a JWK Set that it refuses', async () => {
    const { client } = await open.register();
    const jwks = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'private' }] });
    const verdict = await validateUpdate(open.services, caller, { clientId: client.clientId, jwks });
    expect(verdict.issues.length).toBeGreaterThan(0);
    expect(JSON.stringify(verdict)).not.toContain('private"');
  });
});
