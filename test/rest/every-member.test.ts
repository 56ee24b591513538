import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printClientLine } from '../../src/cli/import/client-line.ts';
import { readClientLine } from '../../src/cli/import/read-client-line.ts';
import { splitLines } from '../../src/cli/import/split-lines.ts';
import {
  members,
  type RegistrationField,
  registrationFields,
  requiredFields,
} from '../../src/domain/client/metadata-table.ts';
import { type TlsClientAuthMember, tlsClientAuthMembers } from '../../src/domain/client/vocabulary.ts';
import { importClients } from '../../src/operations/import/import-clients.ts';
import { toGraphqlValues } from '../../src/rest/wire/value-name.ts';
import { exportClientsOf } from '../../src/store/client/export-clients.ts';
import { importStoreOn } from '../../src/store/client/import-clients.ts';
import { storeOn } from '../../src/store/store.ts';
import { oauthClientSecrets, oauthClients } from '../../src/store/table.ts';
import { type DatabaseKind, databases, openGateway, type TestGateway } from '../harness/gateway.ts';
import { openServices, type TestServices } from '../harness/services.ts';

const operation = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
const path = '/admin/oauth/clients';

/** Members that another member requires. */
const along: Partial<Record<RegistrationField, object>> = {
  fapiProfile: { jwksUri: 'https://app.example.com/jwks.json', clientAuthMethods: ['private_key_jwt'] },
};

/** An invalid value of a member, and the code of its issue. */
const refused: Partial<Record<RegistrationField, { readonly value: unknown; readonly code: string }>> = {
  contacts: { value: ['admin@example.com', 'admin'], code: 'CONTACT_EMAIL' },
  softwareId: { value: '', code: 'TEXT_NOT_PRINTABLE' },
  softwareVersion: { value: 'x'.repeat(256), code: 'TEXT_TOO_LONG' },
  initiateLoginUri: { value: 'http://app.example.com/', code: 'URI_NOT_HTTPS' },
  postLogoutRedirectUris: { value: ['http://app.example.com/'], code: 'REDIRECT_URI_HTTP' },
  requestUris: { value: ['http://app.example.com/'], code: 'URI_NOT_HTTPS' },
  defaultAcrValues: { value: ['a b'], code: 'ACR_VALUE_CHARACTER' },
  defaultMaxAge: { value: -1, code: 'MAX_AGE_RANGE' },
  description: { value: ' ', code: 'DESCRIPTION_BLANK' },
  accessTokenLifetime: { value: 0, code: 'TOKEN_LIFETIME_RANGE' },
  refreshTokenLifetime: { value: 31_536_001, code: 'TOKEN_LIFETIME_RANGE' },
  idTokenLifetime: { value: -1, code: 'TOKEN_LIFETIME_RANGE' },
};

/** The smallest registration with the example of a member. */
function valuesOf(field: RegistrationField): Readonly<Record<string, unknown>> {
  const required = { name: 'My app', redirectUris: ['https://app.example.com/callback'] };
  return { ...required, ...along[field], [field]: members[field].example };
}

function inputOf(field: RegistrationField): Record<string, unknown> {
  const values = Object.entries(valuesOf(field)).map(([name, value]) => [name, toGraphqlValues(name, value)]);
  return Object.fromEntries(values);
}

function bodyOf(field: RegistrationField) {
  const { restName, type, example } = members[field];
  const given =
    type.kind === 'subject'
      ? Object.entries(example as object).map(([member, value]) => [
          tlsClientAuthMembers[member as TlsClientAuthMember].restName,
          value,
        ])
      : [[restName, example]];
  const others = Object.entries({ ...valuesOf(field), [field]: null });
  const required = others.map(([name, value]) => [members[name as RegistrationField].restName, value]);
  return Object.fromEntries([...required.filter(([, value]) => value !== null), ...given]);
}

/** The value in a response: lists that the AuthMS API returns as text are strings. */
function inResponse(name: string, value: unknown): unknown {
  const member = Object.values(members).find(({ restName }) => restName === name);
  return member?.restForm === 'JSON text' ? JSON.stringify(value) : value;
}

describe.each(databases)('on %s', (kind: DatabaseKind) => {
  let gateway: TestGateway;
  let target: TestServices;
  beforeAll(async () => {
    gateway = await openGateway(kind);
    target = await openServices(kind);
    // An import refuses future times.
    target.clock.set(new Date());
  });
  afterAll(() => Promise.all([gateway.close(), target.close()]));

  const run = async (name: string, field: string, variables: object) => {
    const { body } = await gateway.graphql(operation(name), variables);
    expect(body.errors).toBeUndefined();
    return body.data[field];
  };
  const read = (clientId: string) => run('oauth-client', 'oauthClient', { clientId });
  const register = async (field: RegistrationField) => {
    const input = inputOf(field);
    const created = await run('create-oauth-client', 'createOAuthClient', { input });
    expect(created.issues).toBeUndefined();
    return { client: created.client, value: created.client[field], given: input[field] };
  };

  describe.each(registrationFields)('%s', (field) => {
    test('is stored by a registration, read, checked, audited and cloned', async () => {
      const { client, value, given } = await register(field);
      expect(value).toEqual(members[field].type.kind === 'subject' ? expect.objectContaining(given) : given);
      expect((await read(client.clientId))[field]).toEqual(value);
      const { normalized } = await run('validate-oauth-client', 'validateOAuthClient', {
        input: inputOf(field),
      });
      expect(normalized[field]).toEqual(value);
      const { auditEvents } = await run('oauth-client-audit-events', 'oauthClient', {
        clientId: client.clientId,
        first: 1,
      });
      const changes: { field: string; after: unknown }[] = auditEvents.nodes[0].changes;
      expect(changes.find((change) => change.field === field)?.after).toEqual(given);
      const clone = await run('clone-oauth-client', 'cloneOAuthClient', {
        input: { clientId: client.clientId },
      });
      expect((await read(clone.client.clientId))[field]).toEqual(
        field === 'name' ? `${value} (clone)` : value,
      );
    });

    test('is changed by an update, and can be cleared if it is not required', async () => {
      const { client } = await register('name');
      const { clientId } = client;
      const update = (change: object) =>
        run('update-oauth-client', 'updateOAuthClient', { input: { clientId, ...change } });
      const { [field]: value, ...others } = inputOf(field);
      const updated = await update({ ...others, [field]: value });
      expect(updated.issues).toBeUndefined();
      const set = (await read(clientId))[field];
      expect(set).toEqual(members[field].type.kind === 'subject' ? expect.objectContaining(value) : value);
      // A client with the default grant requires a redirect URI.
      if (requiredFields.some((one) => one === field) || field === 'redirectUris') return;
      const cleared = await update({ [field]: null });
      expect(cleared.issues).toBeUndefined();
      const { normalized } = await run('validate-oauth-client', 'validateOAuthClient', {
        input: { ...inputOf(field), [field]: null },
      });
      expect((await read(clientId))[field]).toEqual(normalized[field]);
    });

    test('can be registered by REST under each of its names', async () => {
      const body = bodyOf(field);
      const { restName, rfcName, rfcForm } = members[field];
      const bodies = [body];
      if (rfcName !== null && rfcName !== restName) {
        const { [restName]: value, ...others } = body;
        const texts = { 'one item': value?.[0], 'separated by spaces': value, none: value };
        const written = texts[rfcForm ?? 'none'];
        bodies.push({
          ...others,
          [rfcName]: rfcForm === 'separated by spaces' ? written.join(' ') : written,
        });
      }
      for (const sent of bodies) {
        const created = await gateway.send('POST', path, sent);
        expect(created.body).toMatchObject({ code: 0 });
        const shown = Object.entries(body).map(([name, value]) => [name, inResponse(name, value)]);
        expect(created.body.data).toMatchObject(Object.fromEntries(shown));
        const answers = members[field].restResponses ?? ['read'];
        if (!answers.includes('read')) continue;
        const found = await gateway.send('GET', `${path}/${created.body.data.client_id}`);
        expect(found.body.data).toMatchObject(Object.fromEntries(shown));
      }
    });

    test.runIf(refused[field] !== undefined)(
      'is refused with an invalid value in each API and in an import, with the same issue',
      async () => {
        const { value, code } = refused[field] ?? {};
        const expected = expect.arrayContaining([expect.objectContaining({ code })]);
        const input = { ...inputOf('name'), [field]: value };
        expect((await run('validate-oauth-client', 'validateOAuthClient', { input })).issues).toEqual(
          expected,
        );
        expect((await run('create-oauth-client', 'createOAuthClient', { input })).issues).toEqual(expected);
        const { clientId } = (await register('name')).client;
        const change = { clientId, [field]: value };
        expect((await run('update-oauth-client', 'updateOAuthClient', { input: change })).issues).toEqual(
          expected,
        );
        const body = { ...bodyOf('name'), [members[field].restName]: value };
        for (const [method, target] of [
          ['POST', path],
          ['PUT', `${path}/${clientId}`],
        ] as const) {
          const { body: answer } = await gateway.send(method, target, body);
          expect(answer.errors).toEqual(expected);
        }
        expect(await imported(JSON.stringify({ tenant_id: 'acme', ...body }))).toEqual(['refused']);
      },
    );

    test('is in an export, and in the client that is imported from it', async () => {
      const { client } = await register(field);
      const lines = await exportedLines(client.clientId);
      expect(JSON.parse(lines)).toMatchObject(bodyOf(field));
      expect(await imported(lines)).toEqual(['imported']);
      const source = await storeOn(opened(gateway.database)).findClient.byClientId('acme', client.clientId);
      const found = await target.services.store.findClient.byClientId('acme', client.clientId);
      expect(found?.[field]).toEqual(source?.[field]);
      expect(found?.[field]).toBeDefined();
    });
  });

  const opened = (database: TestServices['database']) => ({
    database,
    shared: database,
    isConcurrent: kind === 'PostgreSQL',
  });

  async function exportedLines(clientId: string): Promise<string> {
    const lines: string[] = [];
    await exportClientsOf(gateway.database, { tenantId: undefined, isDeletedWanted: false }, async (page) => {
      lines.push(
        ...page
          .filter(({ client }) => client.clientId === clientId)
          .map((state) => printClientLine(state, false)),
      );
    });
    return `${lines.join('\n')}\n`;
  }

  async function imported(text: string): Promise<string[]> {
    await target.database.delete(oauthClientSecrets);
    await target.database.delete(oauthClients);
    const chunks = async function* () {
      yield Buffer.from(text);
    };
    const lines = async function* () {
      for await (const line of splitLines(chunks())) yield readClientLine(line, undefined);
    };
    const importer = {
      ...target.services,
      store: importStoreOn(opened(target.database)),
      // The examples contain no secret that a server encrypts.
      decryptSecret: () => Promise.reject(new Error('no encrypted secret')),
      runId: 'run',
      onConflict: 'fail' as const,
      isDryRun: false,
    };
    const kinds: string[] = [];
    for await (const { kind: outcome } of importClients(importer, lines())) kinds.push(outcome);
    return kinds;
  }
});
