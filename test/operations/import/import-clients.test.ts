import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { printClientLine } from '../../../src/cli/import/client-line.ts';
import { readClientLine } from '../../../src/cli/import/read-client-line.ts';
import { splitLines } from '../../../src/cli/import/split-lines.ts';
import { digestSecret } from '../../../src/credentials/client-secret.ts';
import { decryptSecret, encryptSecret } from '../../../src/credentials/encrypted-secret.ts';
import { clientIdOf, identifierFactory } from '../../../src/credentials/identifier.ts';
import type { clientAuthMethods } from '../../../src/domain/client/vocabulary.ts';
import { deleteClient } from '../../../src/operations/client/delete-client.ts';
import { suspendClient } from '../../../src/operations/client/suspend-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import { importClients } from '../../../src/operations/import/import-clients.ts';
import type { Importer, ImportOutcome } from '../../../src/operations/import/importer.ts';
import { authenticateClient } from '../../../src/operations/secret/authenticate-client.ts';
import { rotateSecret } from '../../../src/operations/secret/rotate-secret.ts';
import { exportClientsOf } from '../../../src/store/client/export-clients.ts';
import { importStoreOn, inOneCommit } from '../../../src/store/client/import-clients.ts';
import { ecKey, jwksOf } from '../../domain/key/key-maker.ts';
import { databases } from '../../harness/gateway.ts';
import { callerOf, openServices, type TestServices } from '../../harness/services.ts';

const caller = callerOf();
const newId = identifierFactory(Date.now);
const encryptionKey = randomBytes(32);
const uri = 'https://app.example.com/callback';

describe.each(databases)('importClients on %s', (kind) => {
  let source: TestServices;
  let target: TestServices;
  beforeAll(async () => {
    source = await openServices(kind);
    target = await openServices(kind);
  });
  afterAll(() => Promise.all([source.close(), target.close()]));

  const opened = (open: TestServices) => ({
    database: open.database,
    shared: open.database,
    isConcurrent: kind === 'PostgreSQL',
  });
  const importerOf = (changes: Partial<Importer> = {}): Importer => ({
    store: importStoreOn(opened(target)),
    newId,
    now: target.clock.now,
    policy: target.services.policy,
    decryptSecret: (encrypted) => decryptSecret(encrypted, [encryptionKey]),
    runId: 'run-1',
    onConflict: 'fail',
    isDryRun: false,
    ...changes,
  });
  const importText = async (text: string, changes: Partial<Importer> = {}, tenantId?: string) => {
    const { outcomes, error } = await tryImport(text, changes, tenantId);
    if (error) throw error;
    return outcomes;
  };
  const tryImport = async (text: string, changes: Partial<Importer> = {}, tenantId?: string) => {
    const chunks = async function* () {
      yield Buffer.from(text);
    };
    const lines = async function* () {
      for await (const line of splitLines(chunks())) yield readClientLine(line, tenantId);
    };
    const outcomes: ImportOutcome[] = [];
    try {
      for await (const outcome of importClients(importerOf(changes), lines())) outcomes.push(outcome);
      return { outcomes };
    } catch (error) {
      return { outcomes, error };
    }
  };
  const exportText = async (
    open: TestServices,
    isDeletedWanted = false,
    includesEncryptedSecrets = false,
  ) => {
    const lines: string[] = [];
    await exportClientsOf(open.database, { tenantId: undefined, isDeletedWanted }, async (page) => {
      lines.push(...page.map((state) => printClientLine(state, includesEncryptedSecrets)));
    });
    return lines.map((line) => `${line}\n`).join('');
  };
  const lineOf = (changes: object = {}) =>
    JSON.stringify({
      client_id: clientIdOf(newId()),
      tenant_id: 'acme',
      name: 'My app',
      redirect_uris: [uri],
      ...changes,
    });
  const kinds = (outcomes: readonly ImportOutcome[]) => outcomes.map(({ kind: what }) => what);
  const said = (outcomes: readonly ImportOutcome[]) =>
    outcomes.map((outcome) =>
      outcome.kind === 'refused'
        ? outcome.issues.map(({ path, code }) => `${outcome.line} ${path.join('.')} ${code}`)
        : outcome.kind,
    );
  const secretOf = (plaintext = randomBytes(32).toString('base64url')) => ({
    plaintext,
    wire: { digest: digestSecret(plaintext), last_four: plaintext.slice(-4) },
  });

  describe('an export that is imported elsewhere', () => {
    let text: string;
    let plaintext: string;
    let clientId: string;
    beforeAll(async () => {
      const { client, issuedSecret } = await source.register({ website: 'https://example.com/' });
      plaintext = issuedSecret?.plaintext ?? '';
      clientId = client.clientId;
      await rotateSecret(source.services, caller, {
        clientId: client.clientId,
        graceSeconds: 600,
        description: 'Über "x"',
      });
      await source.register({ isConfidential: false, name: '名前, {x}' });
      const keyed = { fapiProfile: 'fapi2_security', jwks: jwksOf(ecKey().publicJwk) } as const;
      await source.register(keyed, callerOf({ tenantId: 'bistro' }));
      const subject = {
        clientAuthMethods: ['tls_client_auth'],
        tlsClientAuth: { sanDns: 'a.example' },
      } as const;
      const { client: suspended } = await source.register(subject);
      await suspendClient(source.services, caller, suspended);
      const { client: deleted } = await source.register();
      await deleteClient(source.services, caller, deleted);
      await authenticateClient(source.services, clientId, plaintext);
      text = await exportText(source, true);
    });

    test('creates the same rows of clients and secrets, and an audit event for each', async () => {
      expect(kinds(await importText(text))).toEqual(Array(5).fill('imported'));
      const [before, after] = [await source.rows(), await target.rows()];
      expect(after.clients).toEqual(before.clients);
      expect(after.secrets).toEqual(before.secrets);
      expect(after.auditEvents).toHaveLength(5);
      for (const event of after.auditEvents)
        expect(event).toMatchObject({
          action: 'oauth_client.import',
          outcome: 'done',
          actorType: 'system',
          actorId: 'import',
          requestId: 'run-1',
        });
      expect(JSON.stringify(after.auditEvents)).not.toMatch(/v1\.[\w-]{43}/);
    });

    test('keeps every valid secret valid, also during a grace period', async () => {
      expect(await authenticateClient(target.services, clientId, plaintext)).toMatchObject({ clientId });
    });

    test('changes nothing when imported again, even if a client was used meanwhile', async () => {
      const before = await target.rows();
      expect(kinds(await importText(text))).toEqual(Array(5).fill('unchanged'));
      expect(await target.rows()).toEqual(before);
    });

    test('contains deleted clients only on request', async () => {
      expect(text.match(/deleted_at/g)).toHaveLength(1);
      expect((await exportText(source)).split('\n')).toHaveLength(5);
    });

    test('contains no plaintext secret and, without its flag, no encrypted copy', async () => {
      const { issuedSecret } = await source.register({ clientAuthMethods: ['client_secret_jwt'] });
      const plain = await exportText(source);
      expect(plain).not.toContain(issuedSecret?.plaintext);
      expect(plain).not.toContain('"sealed"');
      expect(await exportText(source, false, true)).toContain('"sealed":"ey');
    });
  });

  describe('a dry run', () => {
    test('reports every issue by its line and writes nothing', async () => {
      const before = await target.rows();
      const twice = clientIdOf(newId());
      const lines = [
        lineOf(),
        lineOf({ client_id: twice, redirect_uris: ['http://app.example.com/cb'], name: '' }),
        lineOf({ client_id: twice }),
        '{"name":',
        '[]',
        '',
        lineOf({ fapi_profile: 'fapi2_security' }),
        lineOf({ jwks_uri: 'https://10.0.0.1/jwks', client_auth_methods: ['private_key_jwt'] }),
        lineOf({ tenant_id: undefined, client_id: 'my own', redirect_uri: 'x', client_secret: 'hunter2' }),
        lineOf({ secrets: [{ digest: 'hunter2', last_four: 'ter' }], status: 'gone', created_at: 'now' }),
        lineOf({ format: 'clientele-client-9' }),
        lineOf({
          name: 7,
          scopes: 'openid',
          secrets: Array(3)
            .fill(0)
            .map(() => secretOf().wire),
        }),
      ];
      const outcomes = await importText(`${lines.join('\n')}\n`, { isDryRun: true });
      expect(said(outcomes)).toEqual([
        'imported',
        ['2 name NAME_BLANK', '2 redirectUris.0 REDIRECT_URI_HTTP'],
        [`3 client_id CLIENT_ID_TWICE`],
        ['4  LINE_NOT_JSON'],
        ['5  LINE_NOT_OBJECT'],
        ['7 jwks AUTH_METHOD_KEY_MISSING'],
        ['8 jwksUri JWKS_URI_HOST'],
        [
          '9  UNKNOWN_FIELD',
          '9 client_secret PLAIN_SECRET',
          '9 tenant_id REQUIRED',
          '9 client_id CLIENT_ID_FORM',
        ],
        [
          '10 status UNKNOWN_VALUE',
          '10 created_at INSTANT_FORM',
          '10 secrets.0.digest SECRET_DIGEST_FORM',
          '10 secrets.0.last_four SECRET_LAST_FOUR_FORM',
        ],
        ['11 format FORMAT_UNKNOWN'],
        ['12 name WRONG_TYPE', '12 scopes WRONG_TYPE', '12 secrets SECRET_LIMIT'],
      ]);
      expect(JSON.stringify(outcomes)).not.toContain('hunter2');
      expect(await target.rows()).toEqual(before);
    });
  });

  test('a line with the names of RFC 7591 is read, and its issues have those names', async () => {
    const line = (changes: object) =>
      JSON.stringify({ tenant_id: 'acme', client_name: 'App', redirect_uris: [uri], ...changes });
    const outcomes = await importText(
      [
        line({
          token_endpoint_auth_method: 'none',
          scope: 'openid email',
          client_uri: 'https://app.example.com/',
        }),
        line({ token_endpoint_auth_method: 'sorcery', scope: 'a "b"', tos_uri: 'nowhere' }),
        line({ name: 'Other', client_secret_expires_at: 0 }),
        line({ grant_types: ['implicit', 'password'], redirect_uris: undefined, redirectUris: [uri] }),
      ].join('\n'),
    );
    expect(said(outcomes)).toEqual([
      'imported',
      ['2 token_endpoint_auth_method UNKNOWN_VALUE', '2 scope SCOPE_CHARACTER', '2 tos_uri URI_NOT_ABSOLUTE'],
      ['3 client_secret_expires_at UNSUPPORTED_METADATA', '3 client_name ALIAS_CONFLICT'],
      ['4  UNKNOWN_FIELD', '4 grantTypes.0 GRANT_TYPE_IMPLICIT', '4 grantTypes.1 GRANT_TYPE_PASSWORD'],
    ]);
    const { clientId } = outcomes[0] as { clientId: string };
    const { clients } = await target.rows();
    expect(clients.find((client) => client.clientId === clientId)).toMatchObject({
      name: 'App',
      isConfidential: false,
      clientAuthMethods: ['none'],
      scopes: ['openid', 'email'],
      website: 'https://app.example.com/',
    });
  });

  test('invalid lines are refused, and the other lines are imported in order', async () => {
    const sound = Array.from({ length: 1200 }, () => lineOf());
    sound[600] = lineOf({ name: '' });
    const outcomes = await importText(sound.join('\n'));
    expect(outcomes.map(({ line }) => line)).toEqual(sound.map((_, index) => index + 1));
    expect(kinds(outcomes).filter((what) => what === 'imported')).toHaveLength(1199);
    expect(outcomes[600]).toMatchObject({ kind: 'refused', issues: [{ code: 'NAME_BLANK' }] });
  });

  test('an import that is cut off and run again imports every client once', async () => {
    const lines = Array.from({ length: 1100 }, (_, index) =>
      readClientLine({ number: index + 1, text: lineOf() }, undefined),
    );
    const cut = async function* () {
      yield* lines.slice(0, 700);
      throw new Error('The pipe is broken.');
    };
    const before = (await target.rows()).clients.length;
    const first = importClients(importerOf(), cut());
    const toEnd = async () => {
      for await (const _ of first);
    };
    await expect(toEnd()).rejects.toThrow('The pipe is broken.');
    const whole = async function* () {
      yield* lines;
    };
    const again: ImportOutcome[] = [];
    for await (const outcome of importClients(importerOf(), whole())) again.push(outcome);
    expect(kinds(again).slice(0, 500)).toEqual(Array(500).fill('unchanged'));
    expect(kinds(again).slice(500)).toEqual(Array(600).fill('imported'));
    expect((await target.rows()).clients.length).toBe(before + 1100);
  });

  test('a client keeps the client_id of another system, authenticates with it, and is exported with it', async () => {
    const clientId = 'Legacy:billing/1?eu';
    const { wire, plaintext } = secretOf();
    const line = lineOf({ client_id: clientId, secrets: [wire] });
    expect(said(await importText(line))).toEqual(['imported']);
    expect(said(await importText(line))).toEqual(['unchanged']);
    expect(await authenticateClient(target.services, clientId, plaintext)).toMatchObject({ clientId });
    expect(said(await importText(lineOf({ client_id: 'https://app.example.com/client' })))).toEqual([
      ['1 client_id CLIENT_ID_FORM'],
    ]);
  });

  test('a line without a client_id gets one, and the defaults of a registration', async () => {
    const [outcome] = await importText(JSON.stringify({ name: 'My app', redirect_uris: [uri] }), {}, 'acme');
    expect(outcome).toMatchObject({ kind: 'imported', isNamed: true, lacksSecret: true });
    const clientId = outcome?.kind === 'imported' ? outcome.clientId : '';
    expect(await target.clientRow(clientId)).toMatchObject({
      tenantId: 'acme',
      clientAuthMethods: ['client_secret_basic'],
      grantTypes: ['authorization_code'],
      scopes: ['openid'],
      status: 'active',
      version: 1,
      corsOrigins: ['https://app.example.com'],
    });
  });

  test('a rotated secret without an end within the limit, a secret for a public client, and a future time are refused', async () => {
    const before = await target.rows();
    const far = '9999-01-01T00:00:00Z';
    const late = new Date(target.clock.now().getTime() + 40 * 86_400_000).toISOString();
    const asPublic = { client_auth_methods: ['none'], is_confidential: false };
    const outcomes = await importText(
      [
        lineOf({ secrets: [{ ...secretOf().wire, status: 'retired' }] }),
        lineOf({ secrets: [{ ...secretOf().wire, status: 'retired', expires_at: late }] }),
        lineOf({ ...asPublic, secrets: [secretOf().wire] }),
        lineOf({ created_at: far, updated_at: far, deleted_at: far, last_used_at: far }),
        lineOf({ secrets: [{ ...secretOf().wire, last_used_at: far }] }),
      ].join('\n'),
    );
    expect(said(outcomes)).toEqual([
      ['1 secrets.0.expires_at SECRET_RETIRED_END'],
      ['2 secrets.0.expires_at SECRET_RETIRED_END'],
      ['3 secrets.0 SECRET_NOT_USED'],
      ...[
        ['created_at', 'updated_at', 'last_used_at', 'deleted_at'].map((name) => `4 ${name} INSTANT_FUTURE`),
      ],
      ['5 secrets.0.last_used_at INSTANT_FUTURE'],
    ]);
    expect(await target.rows()).toEqual(before);
    const soon = new Date(target.clock.now().getTime() + 3_600_000).toISOString();
    const sound = [
      lineOf({ secrets: [{ ...secretOf().wire, status: 'retired', expires_at: soon }, secretOf().wire] }),
      lineOf({ ...asPublic, secrets: [{ ...secretOf().wire, status: 'inactive' }] }),
    ];
    expect(kinds(await importText(sound.join('\n')))).toEqual(['imported', 'imported']);
  });

  test('a client that an import changes to a method without secrets keeps no valid secret', async () => {
    const { plaintext, wire } = secretOf();
    const line = lineOf({ secrets: [wire] });
    await importText(line);
    const { secrets: _, ...bare } = JSON.parse(line);
    const asPublic = JSON.stringify({ ...bare, client_auth_methods: ['none'], is_confidential: false });
    expect(kinds(await importText(asPublic, { onConflict: 'update' }))).toEqual(['updated']);
    expect(kinds(await importText(JSON.stringify(bare), { onConflict: 'update' }))).toEqual(['updated']);
    expect(await authenticateClient(target.services, bare.client_id, plaintext)).toBeUndefined();
  });

  test('a secret of another system is accepted by its digest', async () => {
    const { plaintext, wire } = secretOf('of-another-system-0123456789abcdef');
    const line = lineOf({ secrets: [wire] });
    expect(await importText(line)).toMatchObject([{ kind: 'imported', lacksSecret: false }]);
    const { client_id: clientId } = JSON.parse(line);
    expect(await authenticateClient(target.services, clientId, plaintext)).toMatchObject({ clientId });
  });

  describe('a client that exists with other content', () => {
    let line: string;
    let clientId: string;
    beforeEach(async () => {
      line = lineOf({ secrets: [secretOf().wire] });
      clientId = JSON.parse(line).client_id;
      await importText(line);
      await updateClient(target.services, caller, { clientId, name: 'Renamed' });
    });

    test('is not changed, and its line is refused', async () => {
      const before = await target.rows();
      expect(said(await importText(line))).toEqual([['1 client_id CLIENT_DIFFERS']]);
      expect(await target.rows()).toEqual(before);
    });

    test('is not changed if conflicts are skipped', async () => {
      const before = await target.rows();
      expect(kinds(await importText(line, { onConflict: 'skip' }))).toEqual(['skipped']);
      expect(await target.rows()).toEqual(before);
    });

    test('is replaced if conflicts are updated, with an audit event and a new version', async () => {
      expect(kinds(await importText(line, { onConflict: 'update', runId: 'run-2' }))).toEqual(['updated']);
      expect(await target.clientRow(clientId)).toMatchObject({ name: 'My app', version: 3 });
      expect((await target.auditRows(clientId)).at(-1)).toMatchObject({
        action: 'oauth_client.import',
        requestId: 'run-2',
        changes: [{ field: 'name', before: 'Renamed', after: 'My app' }],
      });
      expect(kinds(await importText(line, { onConflict: 'update' }))).toEqual(['unchanged']);
    });

    test('loses the secrets that the line lacks, and keeps all if the line has no secrets member', async () => {
      const { id } = await target.clientRow(clientId);
      const { secrets, ...silent } = JSON.parse(line);
      await importText(JSON.stringify(silent), { onConflict: 'update' });
      expect(await target.secretRows(id)).toMatchObject([{ digest: secrets[0].digest }]);
      const other = secretOf().wire;
      await importText(JSON.stringify({ ...silent, secrets: [other] }), { onConflict: 'update' });
      expect(await target.secretRows(id)).toMatchObject([{ digest: other.digest }]);
    });

    test('is refused if it was deleted, and if it belongs to another tenant', async () => {
      const elsewhere = JSON.stringify({ ...JSON.parse(line), tenant_id: 'rival' });
      expect(said(await importText(elsewhere, { onConflict: 'update' }))).toEqual([
        ['1 client_id CLIENT_ID_TAKEN'],
      ]);
      await deleteClient(target.services, caller, { clientId });
      expect(said(await importText(line, { onConflict: 'update' }))).toEqual([
        ['1 client_id CLIENT_DELETED'],
      ]);
    });
  });

  test('a line with the secret_id of another client is refused', async () => {
    const secret = { ...secretOf().wire, secret_id: newId() };
    await importText(lineOf({ secrets: [secret] }));
    const line = lineOf({ secrets: [{ ...secretOf().wire, secret_id: secret.secret_id }] });
    expect(said(await importText(line))).toEqual([['1 secrets.0.secret_id SECRET_ID_TAKEN']]);
  });

  test('a client that is registered during the import is refused, and the other lines are imported', async () => {
    const [one, raced, other] = [lineOf(), lineOf(), lineOf()];
    const store = importStoreOn(opened(target));
    const late = async (ids: readonly string[]) => {
      const found = await store.find(ids);
      await importText(raced);
      return found;
    };
    const outcomes = await importText([one, raced, other].join('\n'), { store: { ...store, find: late } });
    expect(said(outcomes)).toEqual(['imported', ['2 client_id CLIENT_RACED'], 'imported']);
  });

  test('created clients are listed, even if another client of the batch fails', async () => {
    const known = lineOf();
    await importText(known);
    const fresh = lineOf({ client_id: undefined });
    const text = [fresh, known.replace('My app', 'Other'), fresh].join('\n');
    const failed = new Error('lock timeout');
    const store = { ...importStoreOn(opened(target)), change: () => Promise.reject(failed) };
    const { outcomes, error } = await tryImport(text, { store, onConflict: 'update' });
    expect(error).toBe(failed);
    expect(outcomes).toMatchObject([
      { line: 1, kind: 'imported', isNamed: true },
      { line: 3, kind: 'imported', isNamed: true },
    ]);
  });

  test('a client with an unknown result is listed as possibly stored', async () => {
    const store = importStoreOn(opened(target));
    const lost = Object.assign(new Error('connection closed'), { code: 'CONNECTION_CLOSED' });
    const create: typeof store.create = async (rows) => {
      await store.create(rows);
      throw lost;
    };
    const { outcomes, error } = await tryImport(lineOf({ client_id: undefined }), {
      store: { ...store, create },
    });
    expect(error).toBe(lost);
    const { clients } = await target.rows();
    expect(outcomes).toEqual([
      { line: 1, kind: 'unknown', clientId: clients.at(-1)?.clientId, isNamed: true },
    ]);
  });

  describe('an encrypted copy of a secret', () => {
    const encryptedLine = async (plaintext: string, key: Uint8Array, digest = digestSecret(plaintext)) =>
      lineOf({
        client_auth_methods: ['client_secret_jwt'] satisfies (keyof typeof clientAuthMethods)[],
        secrets: [{ digest, last_four: plaintext.slice(-4), sealed: await encryptSecret(plaintext, key) }],
      });

    test('is kept if a key of the server decrypts it', async () => {
      expect(await importText(await encryptedLine('abcdefgh', encryptionKey))).toMatchObject([
        { kind: 'imported', lacksSecret: false },
      ]);
    });

    test.each([
      ['of another key', () => encryptedLine('abcdefgh', randomBytes(32))],
      ['of another secret', () => encryptedLine('abcdefgh', encryptionKey, digestSecret('other'))],
    ])('%s is refused', async (_, make) => {
      expect(said(await importText(await make()))).toEqual([
        ['1 secrets.0.sealed SECRET_ENCRYPTED_UNREADABLE'],
      ]);
    });
  });

  test('--all-or-nothing imports all lines in one commit, or none if a line is refused', async () => {
    const [one, two] = [lineOf(), lineOf()];
    const attempt = (lines: readonly string[]) =>
      inOneCommit(opened(target), async (store) => {
        const outcomes = await importText(lines.join('\n'), { store, onConflict: 'update' });
        return kinds(outcomes).every((what) => what !== 'refused');
      });
    const before = await target.rows();
    await attempt([one, lineOf({ name: '' }), two]);
    expect(await target.rows()).toEqual(before);
    await attempt([one]);
    await attempt([one.replace('My app', 'Other'), two]);
    const { clients } = await target.rows();
    expect(clients.slice(-2).map(({ name }) => name)).toEqual(['Other', 'My app']);
  });
});

test('the import of a tenant refuses the lines of another tenant', () => {
  const text = JSON.stringify({ tenant_id: 'rival', name: 'x', redirect_uris: [uri] });
  expect(readClientLine({ number: 1, text }, 'acme').faults).toMatchObject([{ code: 'TENANT_OTHER' }]);
});
