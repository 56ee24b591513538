import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDevelopmentIssuer } from '../src/access/development-issuer.ts';
import { isSupportedNode } from '../src/cli/node-version.ts';
import { fillDataDirectory } from './harness/embedded-database.ts';
import { createDatabase } from './harness/postgres-server.ts';
import {
  clienteleProgram,
  killProgram,
  killPrograms,
  mainProgram,
  runProgram,
  stopProgram,
  untilReady,
} from './harness/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-main-'));
});
afterAll(async () => {
  await killPrograms();
  await rm(directory, { recursive: true, force: true });
});

/** An empty database on PostgreSQL, where a gateway starts with half the CPU time. */
async function migrated() {
  return { DATABASE_URL: await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl')) };
}

const runMain = (environment: Record<string, string>) =>
  runProgram(mainProgram, { DATA_DIR: join(directory, 'data'), ...environment });

async function register(url: string, token: string): Promise<string> {
  const body = { name: 'Kept', redirect_uris: ['https://app.example.com/cb'] };
  const response = await post(`${url}/admin/oauth/clients`, token, body);
  expect(response.status).toBe(201);
  return ((await response.json()) as { data: { client_id: string } }).data.client_id;
}

async function read(url: string, token: string, clientId: string): Promise<unknown> {
  const query = 'query ($clientId: String!) { oauthClient(clientId: $clientId) { name } }';
  const response = await post(`${url}/graphql`, token, { query, variables: { clientId } });
  return ((await response.json()) as { data: { oauthClient: unknown } }).data.oauthClient;
}

function post(url: string, token: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe.each(['PGlite', 'PostgreSQL'])('the program on %s', (kind) => {
  test('prints its address, stops at a signal, and has the client after a restart', async () => {
    const environment: Record<string, string> = { DATA_DIR: join(directory, kind) };
    if (kind === 'PostgreSQL') environment.DATABASE_URL = await createDatabase(inject('postgresUrl'));
    const first = runMain(environment);
    const { url, token } = await untilReady(first);
    expect(first.output.stdout).toContain(`  Console  ${url}/console#code=`);
    expect(first.output.stdout).toContain(kind === 'PGlite' ? 'power cut' : 'PostgreSQL 127.0.0.1');
    const clientId = await register(url, token);
    expect(await stopProgram(first)).toBe(0);
    expect(first.output.stderr).toContain('"status":201');
    expect(first.output.stderr).not.toContain(token);

    const second = runMain(environment);
    const again = await untilReady(second);
    expect(await read(again.url, token, clientId)).toEqual({ name: 'Kept' });
    await stopProgram(second);
  });
});

test('loses no acknowledged write at kill -9, and the directory is free at once', async () => {
  const environment = { DATA_DIR: await fillDataDirectory(join(directory, 'killed')) };
  const first = runMain(environment);
  const { url, token } = await untilReady(first);
  const clientIds = await Promise.all(Array.from({ length: 10 }, () => register(url, token)));
  await killProgram(first);

  const second = runMain(environment);
  const again = await untilReady(second);
  for (const clientId of clientIds) expect(await read(again.url, token, clientId)).toEqual({ name: 'Kept' });

  const third = runMain(environment);
  expect(await third.ended).toBe(2);
  expect(third.output.stderr).toMatch(/^The data directory .* is in use by process \d+\..*DATABASE_URL/);
  await stopProgram(second);
});

test('an invalid configuration ends the program with 2 and names every variable, without its value', async () => {
  const program = runMain({
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://user:hunter2@host/db',
  });
  expect(await program.ended).toBe(2);
  for (const name of ['PORT', 'LOG_LEVEL', 'DATABASE_URL']) expect(program.output.stderr).toContain(name);
  expect(program.output.stderr).not.toMatch(/eighty|loud|hunter2/);
  expect(program.output.stdout).toBe('');
});

test('an unreachable database ends the program with 1 and a sentence without the password', async () => {
  const program = runMain({ DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/db' });
  expect(await program.ended).toBe(1);
  expect(program.output.stderr).toMatch(/^The database of DATABASE_URL cannot be used: .*\n$/);
  expect(program.output.stderr).not.toContain('hunter2');
});

test('a port that is in use ends the program with 1 and a sentence, before a database is opened', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const data = join(directory, 'never-opened');
  const program = runMain({ PORT: `${port}`, DATA_DIR: data });
  expect(await program.ended).toBe(1);
  expect(program.output.stderr).toBe(`Port ${port} is in use. Set PORT to another, or 0 for any free one.\n`);
  expect(existsSync(data), 'the data directory').toBe(false);
  taken.close();
});

test('a host that is not an address of this machine ends the program with 1 and a sentence', async () => {
  const program = runMain({
    HOST: '192.0.2.1',
    AUTH_JWKS_URL: 'https://a.example/jwks',
    AUTH_ISSUER: 'x',
    AUTH_AUDIENCE: 'y',
  });
  expect(await program.ended).toBe(1);
  expect(program.output.stderr).toBe('HOST is not an address of this machine.\n');
});

test('accepts the flags of the serve command: --help prints its help and starts nothing', async () => {
  const help = runProgram(mainProgram, {}, ['--help']);
  expect(await help.ended).toBe(0);
  expect(help.output).toEqual({ stdout: expect.stringMatching(/^Usage: clientele serve/), stderr: '' });
  const unknown = runProgram(mainProgram, {}, ['--prot', '80']);
  expect(await unknown.ended).toBe(2);
  expect(unknown.output.stderr).toContain("unknown option '--prot'");
});

test.each([mainProgram, clienteleProgram])(
  '%s reports in one sentence that the version of Node is too old',
  async (file) => {
    const old = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})";
    const program = runProgram(
      file,
      { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(old)}` },
      ['--help'],
    );
    expect(await program.ended).toBe(2);
    expect(program.output).toEqual({
      stdout: '',
      stderr:
        'Clientele requires Node.js 20.19 or a later 20.x, or 22.12 or later. This is Node.js 18.20.4.\n',
    });
  },
);

test('requires the same Node versions as package.json', async () => {
  const { engines } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  expect(engines.node).toBe('^20.19.0 || >=22.12.0');
  const supported = ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '100.0.0'];
  const others = ['8.17.0', '18.20.4', '20.18.3', '21.7.3', '22.11.0'];
  expect([...supported, ...others].filter(isSupportedNode)).toEqual(supported);
});

test('warns of keys that cannot be fetched and of a variable that may be misspelled, and starts', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const program = runMain({
    ...(await migrated()),
    DATABSE_URL: 'postgres://user:hunter2@host/db',
    AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks`,
    AUTH_ISSUER: 'x',
    AUTH_AUDIENCE: 'y',
  });
  const warnings = () => program.output.stderr;
  while (!/AUTH_JWKS_URL/.test(warnings())) await once(program.child.stderr as Readable, 'data');
  expect(warnings()).toMatch(
    /"level":"warn".*"message":"The request to 127\.0\.0\.1:\d+ failed".*AUTH_JWKS_URL cannot be fetched/,
  );
  expect(warnings()).toContain('DATABSE_URL is not a variable of Clientele. Did you mean DATABASE_URL?');
  expect(warnings()).not.toContain('hunter2');
  expect(await stopProgram(program)).toBe(0);
});

describe('the start-up message', () => {
  test.each([
    [mainProgram, [], 'npm run -s token'],
    [clienteleProgram, ['serve'], 'npx clientele token'],
  ])(
    '%s names the command that prints a token, with the settings that the token depends on',
    async (file, args, command) => {
      const environment = {
        ...(await migrated()),
        DATA_DIR: join(directory, "it's a directory"),
        AUTH_ISSUER: 'https://me.example',
      };
      const program = runProgram(file, environment, args);
      await untilReady(program);
      const settings = `DATA_DIR='${directory}/it'\\''s a directory' AUTH_ISSUER=https://me.example`;
      expect(program.output.stdout).toContain(`"authorization: Bearer $(${settings} ${command})"`);
      expect(program.output.stdout).not.toMatch(/eyJ/);
      await stopProgram(program);
    },
  );

  test('has a curl line that works in another shell', async () => {
    const program = runMain({ ...(await migrated()), DATA_DIR: join(directory, 'curl line') });
    await untilReady(program);
    const [line = ''] = /^curl .*$/m.exec(program.output.stdout) ?? [];
    const environment = { PATH: process.env.PATH ?? '' };
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { env: environment, cwd: root });
    expect(JSON.parse(stdout).data.createOAuthClient.__typename).toBe('CreateOAuthClientPayload');
    await stopProgram(program);
  });
});

test('LOG_FORMAT=text writes readable log lines', async () => {
  const program = runMain({ ...(await migrated()), LOG_FORMAT: 'text' });
  const { url, token } = await untilReady(program);
  await register(url, token);
  expect(await stopProgram(program)).toBe(0);
  expect(program.output.stderr).toMatch(
    /^\d\d:\d\d:\d\d INFO {2}request .*method=POST route=\w+ status=201 /m,
  );
});

describe('the token command', () => {
  const environment = () => ({ DATA_DIR: join(directory, 'tokens') });
  const runToken = (variables: Record<string, string>, args: readonly string[] = []) =>
    runProgram(clienteleProgram, variables, ['token', ...args]);
  beforeAll(() => openDevelopmentIssuer(environment().DATA_DIR, () => new Date()));

  test('prints where it created a key, and that a gateway elsewhere does not accept the token', async () => {
    const folder = join(directory, 'no-key-yet');
    const first = runToken({ DATA_DIR: folder });
    expect(await first.ended).toBe(0);
    expect(first.output.stdout).toMatch(/^ey\S+\n$/);
    expect(first.output.stderr).toContain(join(folder, 'development-issuer.jwk.json'));
    expect(first.output.stderr).toContain('run this command with the DATA_DIR of the gateway');
    const second = runToken({ DATA_DIR: folder });
    expect(await second.ended).toBe(0);
    expect(second.output.stderr).toBe('');
  });

  test('prints one token and nothing else, with every flag in its claim', async () => {
    const args = ['--role', 'auditor', '--tenant', 'acme', '--sub', 'alice', '--scope', 'a b', '--ttl=-60'];
    const program = runToken(environment(), args);
    expect(await program.ended).toBe(0);
    expect(program.output).toEqual({
      stdout: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+\n$/),
      stderr: '',
    });
    const claims = JSON.parse(Buffer.from(program.output.stdout.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ role: 'auditor', tenant_id: 'acme', sub: 'alice', scope: 'a b' });
    expect(claims.exp - claims.iat).toBe(-60);
  });

  test('works without flags', async () => {
    const program = runToken(environment());
    expect(await program.ended).toBe(0);
    const claims = JSON.parse(Buffer.from(program.output.stdout.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ role: 'admin', tenant_id: 'default', sub: 'admin' });
  });

  test.each([
    ['a flag that does not exist', ['--rule', 'admin'], {}, /--rule/],
    ['a --ttl that is not a number', ['--ttl', 'soon'], {}, /--ttl/],
    [
      'keys of another issuer',
      [],
      { AUTH_JWKS_URL: 'https://a.example/jwks', AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'y' },
      /AUTH_JWKS/,
    ],
    ['an issuer without a stored key', [], { DATA_DIR: 'memory://' }, /DATA_DIR/],
  ])('%s is refused with exit code 2 and a reason', async (_, args, changes, reason) => {
    const program = runToken({ ...environment(), ...changes } as Record<string, string>, args);
    expect(await program.ended).toBe(2);
    expect(program.output.stdout).toBe('');
    expect(program.output.stderr).toMatch(reason);
  });
});
