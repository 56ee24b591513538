import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { run } from '../../src/cli/program.ts';
import { printedSchema } from '../../src/graphql/schema.ts';
import { fillDataDirectory } from '../harness/embedded-database.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { clienteleProgram, killPrograms, runProgram, stopProgram, untilReady } from '../harness/program.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-cli-'));
});
afterAll(async () => {
  await killPrograms();
  await rm(directory, { recursive: true, force: true });
});

const commands = ['serve', 'token', 'migrate', 'check-config', 'schema', 'export', 'import'];
const line = (changes: object = {}) =>
  JSON.stringify({ tenant_id: 'acme', name: 'My app', redirect_uris: ['https://a.example/cb'], ...changes });

/** A database without tables. */
async function unmigrated() {
  return { DATABASE_URL: await createDatabase(inject('postgresUrl')) };
}

/** An empty database that needs no migration before a command. */
async function migrated() {
  return { DATABASE_URL: await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl')) };
}

async function clientele(args: readonly string[], environment: Record<string, string> = {}, input = '') {
  const program = runProgram(clienteleProgram, { DATA_DIR: 'memory://', ...environment }, args);
  program.child.stdin?.on('error', () => {}).end(input);
  return { code: await program.ended, ...program.output };
}

/** The same within this process, for commands that end before they open anything. */
async function clienteleHere(args: readonly string[]) {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      output[name] += text;
      return true;
    });
  }
  await run(args);
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, ...output };
}

afterEach(() => {
  vi.restoreAllMocks();
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

describe('help', () => {
  test('lists every command, the exit codes and an example on standard output', async () => {
    const { code, stdout, stderr } = await clientele(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const word of [...commands, '--env', '--version', 'Exit codes:', 'Examples:'])
      expect(stdout).toContain(word);
    expect(stdout, 'no colour where there is no terminal').not.toContain('\u001b');
  });

  test.each(commands)('of %s lists its exit codes, its variables and an example', async (command) => {
    const { code, stdout } = await clienteleHere([command, '--help']);
    expect(code).toBe(0);
    for (const word of ['Exit codes:', 'environment variable', `Examples:`, `clientele ${command}`])
      expect(stdout.replace('Environment', 'environment')).toContain(word);
    // A command that is meant to be copied stays on one line.
    const [text = ''] = stdout.split('Examples:');
    expect(text.split('\n').filter(({ length }) => length > 80)).toEqual([]);
  });

  test('--version prints the version of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await clienteleHere(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

test.each([
  ['an unknown command', ['exprot'], /Did you mean export\?/],
  ['an unknown flag', ['import', 'x', '--dry-runn'], /Did you mean --dry-run\?/],
  ['a word that a flag does not know', ['import', 'x', '--on-conflict', 'merge'], /fail, skip, update/],
  ['no command', [], /Usage: clientele/],
  ['no file', ['import'], /missing required argument 'file'/],
  [
    'an environment file that is not there',
    ['serve', '--env', '/nowhere/.env'],
    /--env file cannot be read .*ENOENT/,
  ],
] as const)('%s ends with 2 and a reason on standard error', async (_, args, reason) => {
  const { code, stdout, stderr } = await clienteleHere(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(reason);
});

test.each(['export', 'import'])('%s ends with 2 for an invalid --tenant', async (command) => {
  const { code, stderr } = await clientele([command, '--tenant', '', ...(command === 'import' ? ['-'] : [])]);
  expect(code).toBe(2);
  expect(stderr).toContain('--tenant must be');
});

test('an export of an in-memory database ends with 2', async () => {
  const { code, stderr } = await clientele(['export']);
  expect(code).toBe(2);
  expect(stderr).toContain('DATA_DIR is memory://');
});

test('schema prints the content of the files in schema/', async () => {
  expect((await clienteleHere(['schema'])).stdout).toBe(printedSchema());
  vi.restoreAllMocks();
  const openapi = JSON.parse((await clienteleHere(['schema', '--openapi'])).stdout);
  expect(openapi.openapi).toMatch(/^3\./);
});

describe('check-config', () => {
  test('prints the resulting configuration, with every secret masked', async () => {
    const key = randomBytes(32).toString('base64url');
    const { code, stdout } = await clientele(['check-config'], {
      DATABASE_URL: 'postgres://user:hunter2@a.example,b.example:1/db?password=hunter3',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://user:hunter4@hunter5@collector.example:4318',
      SECRET_ENCRYPTION_KEYS: key,
      RESTORE_DAYS: '7',
    });
    expect(code).toBe(0);
    expect(stdout).toContain('postgres://user:***@a.example,b.example:1/db?password=***');
    expect(stdout).toContain('http://user:***@collector.example:4318');
    expect(stdout).toMatch(/RESTORE_DAYS +7\n/);
    expect(stdout).toMatch(/LOG_LEVEL +info\n/);
    expect(stdout).toMatch(/MAX_CONNECTIONS +5000 \(default\)\n/);
    for (const secret of ['hunter', key]) expect(stdout).not.toContain(secret);
  });

  test('prints the value of a variable that depends on other variables or on the working directory', async () => {
    const development = (await clientele(['check-config'], { DATA_DIR: 'data' })).stdout;
    expect(development).toMatch(/GRAPHIQL +on \(default\)\n/);
    expect(development).toMatch(/AUTH_ISSUER +https:\/\/clientele\.localhost \(default\)\n/);
    expect(development).toMatch(/AUTH_AUDIENCE +clientele \(default\)\n/);
    expect(development).toMatch(/DATA_DIR +\/\S+\/data\n/);
    const variables = { AUTH_JWKS_URL: 'https://a.example/jwks', AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'y' };
    const { stdout } = await clientele(['check-config'], variables);
    expect(stdout).toMatch(/GRAPHIQL +off \(default\)\n/);
    expect(stdout).toMatch(/AUTH_ISSUER +x\n/);
  });

  test('reports every problem and ends with 2', async () => {
    const { code, stderr } = await clientele(['check-config'], { RESTORE_DAYS: '0', RATE_LIMIT: 'maybe' });
    expect(code).toBe(2);
    for (const name of ['RESTORE_DAYS', 'RATE_LIMIT']) expect(stderr).toContain(name);
  });

  test('--connect reports each unreachable server in one sentence and ends with 1', async () => {
    const closed = await closedPort();
    const { code, stderr } = await clientele(['check-config', '--connect'], {
      DATABASE_URL: `postgres://user:hunter2@127.0.0.1:${closed}/db`,
      DATABASE_REPLICA_URL: `postgres://user:hunter2@127.0.0.1:${closed}/db`,
      AUTH_JWKS_URL: `http://127.0.0.1:${closed}/jwks`,
      AUTH_ISSUER: 'x',
      AUTH_AUDIENCE: 'y',
    });
    expect(code).toBe(1);
    const refused = `connect ECONNREFUSED 127.0.0.1:${closed}`;
    expect(stderr.split('\n')).toEqual([
      `DATABASE_URL: ${refused}`,
      `DATABASE_REPLICA_URL: ${refused}`,
      `AUTH_JWKS_URL: The request to 127.0.0.1:${closed} failed: ${refused}`,
      '',
    ]);
  });

  test('--connect prints no stack trace for an invalid response', async () => {
    const server = createHttpServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/jwks`;
    const variables = { AUTH_JWKS_URL: url, AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'y' };
    const { code, stderr } = await clientele(['check-config', '--connect'], variables);
    server.close();
    expect([code, stderr]).toEqual([
      1,
      'AUTH_JWKS_URL: The response is compressed although the request does not accept compression.\n',
    ]);
  });

  test('warns of a variable that may be misspelled', async () => {
    const { code, stderr } = await clientele(['check-config'], { DATABSE_URL: 'postgres://a:hunter2@b/c' });
    expect(code).toBe(0);
    expect(stderr).toBe('Warning: DATABSE_URL is not a variable of Clientele. Did you mean DATABASE_URL?\n');
  });

  test('reads the variables of the --env file; the environment takes precedence', async () => {
    const file = join(directory, 'some.env');
    await writeFile(file, 'RESTORE_DAYS=7\nMAX_CONNECTIONS=8\n');
    const { stdout } = await clientele(['check-config', '--env', file], { MAX_CONNECTIONS: '9' });
    expect(stdout).toMatch(/RESTORE_DAYS +7\n/);
    expect(stdout).toMatch(/MAX_CONNECTIONS +9\n/);
  });
});

describe.each(['PGlite', 'PostgreSQL'])('import and export on %s', (kind) => {
  const environments: Record<string, string>[] = [];
  beforeAll(async () => {
    // The first import has to create the tables.
    const one = kind === 'PGlite' ? { DATA_DIR: join(directory, 'one') } : await unmigrated();
    const two =
      kind === 'PGlite' ? { DATA_DIR: await fillDataDirectory(join(directory, 'two')) } : await migrated();
    environments.push(one, two);
  });

  test('move clients between databases by a file; an import reports invalid lines and ends with 3', async () => {
    const [one, two] = environments as [Record<string, string>, Record<string, string>];
    const file = join(directory, `${kind}.jsonl`);
    await writeFile(file, `${line()}\n${line({ redirect_uris: ['http://a.example/cb'] })}\nno\n`);
    const first = await clientele(['import', file], one);
    expect(first.code).toBe(3);
    expect(first.stdout).toMatch(/^\{"line":1,"client_id":"app-[0-9A-Z]{26}"\}\n$/);
    expect(first.stderr).toMatch(/^line 2: redirect_uris\[0\] REDIRECT_URI_HTTP .* \(RFC 9700 §2\.6, .*\)$/m);
    expect(first.stderr).toMatch(/^line 3: LINE_NOT_JSON /m);
    expect(first.stderr).toMatch(/^1 imported, .* 2 refused of 3 lines/m);
    expect(first.stderr, 'no progress bar where there is no terminal').not.toContain('\u001b');

    const target = join(directory, `${kind}-export.jsonl`);
    expect(await clientele(['export', '--output', target], one)).toMatchObject({ code: 0, stdout: '' });
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    const exported = await readFile(target, 'utf8');
    expect(await clientele(['import', '-', '--quiet'], two, exported)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect((await clientele(['export', '--quiet'], two)).stdout).toBe(exported);
  }, 180_000);
});

test('do not replace an existing file or client without their flags', async () => {
  const environment = await migrated();
  await clientele(['import', '-'], environment, line());
  const target = join(directory, 'kept.jsonl');
  expect((await clientele(['export', '--output', target], environment)).code).toBe(0);
  const again = await clientele(['export', '--output', target], environment);
  expect([again.code, again.stderr]).toEqual([1, `${target} already exists. Use --force to replace it.\n`]);
  expect((await clientele(['export', '--output', target, '--force'], environment)).code).toBe(0);
  const other = await clientele(['export', '--output', directory, '--force'], environment);
  expect([other.code, other.stderr]).toEqual([1, `${directory} is not a regular file.\n`]);
  expect((await readdir(directory)).filter((name) => name.endsWith('.partial'))).toEqual([]);

  const before = await readFile(target, 'utf8');
  expect((await clientele(['import', target], environment)).stderr).toMatch(/^0 imported, .* 1 unchanged/m);
  for (const flag of ['--dry-run', '--all-or-nothing']) {
    const input = `${line()}\n${line({ name: '' })}`;
    const { code, stdout, stderr } = await clientele(['import', '-', flag], environment, input);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/othing was written/);
    expect(stderr).toMatch(
      /: 1 would be imported, 0 would be updated, 0 unchanged, 0 would be skipped, 1 refused/,
    );
  }
  expect((await clientele(['export', '--quiet'], environment)).stdout).toBe(before);
  expect((await clientele(['export', '--tenant', 'rival', '--quiet'], environment)).stdout).toBe('');
}, 180_000);

test('quote an unknown member as written and suggest the closest name', async () => {
  const members = {
    clientId: 'app-1',
    redirectUris: [],
    websites: 'https://a.example',
    zzz: 1,
    'a\u202eb': 2,
  };
  const input = line({ ...members, secrets: [{ digset: 'x' }] });
  const { code, stderr } = await clientele(['import', '-', '--dry-run'], await migrated(), input);
  expect(code).toBe(3);
  const rest = '(a rule of this server)';
  for (const said of [
    `line 1: UNKNOWN_FIELD Unknown member "clientId". Did you mean client_id? ${rest}`,
    `line 1: UNKNOWN_FIELD Unknown member "redirectUris". Did you mean redirect_uris? ${rest}`,
    `line 1: UNKNOWN_FIELD Unknown member "websites". Did you mean website? ${rest}`,
    `line 1: secrets[0] UNKNOWN_FIELD Unknown member "digset". Did you mean digest? ${rest}`,
  ])
    expect(stderr).toContain(`${said}\n`);
  expect(stderr).toContain('Ignored members (number of lines): zzz (1), others (1).\n');
  expect(stderr, 'turns the direction of writing around').not.toContain('\u202e');
});

test('ignore and list members without a meaning, and refuse unsupported members of a standard', async () => {
  const sound = { rank: 1, color: 'red' };
  const aliased = {
    client_name: 'RFC 7591',
    name: undefined,
    scope: 'openid',
    token_endpoint_auth_method: 'none',
  };
  const lines = [line(sound), line({ rank: 2, ...aliased }), line({ dpop_bound_access_tokens: true })];
  const { code, stdout, stderr } = await clientele(
    ['import', '-', '--dry-run'],
    await migrated(),
    lines.join('\n'),
  );
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^line 3: dpop_bound_access_tokens UNSUPPORTED_METADATA /m);
  expect(stderr).toContain('2 would be imported');
  expect(stderr).toContain('Ignored members (number of lines): rank (2), color (1).\n');
});

test('an import that gets a signal ends after the running batches and lists every stored client', async () => {
  const environment = await migrated();
  const program = runProgram(clienteleProgram, environment, ['import', '-', '--tenant', 'acme']);
  // Some clients are stored and reported, some are in progress, and the import waits for further lines.
  program.child.stdin?.on('error', () => {}).write(`${line()}\n`.repeat(2500));
  while (!program.output.stdout.includes('"line":500,')) await once(program.child.stdout as Readable, 'data');
  program.child.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.output.stderr).toMatch(/^The import stopped\. .*without the lines on standard output/);
  const { stdout } = await clientele(['export', '--quiet'], environment);
  expect(program.output.stdout.split('\n').length).toBe(stdout.split('\n').length);
}, 60_000);

test('a dry run on a database that is not migrated reports that and changes nothing', async () => {
  const environment = await unmigrated();
  const { code, stderr } = await clientele(['import', '-', '--dry-run'], environment, line());
  expect(code).toBe(1);
  expect(stderr).toContain('clientele migrate');
  expect((await clientele(['export'], environment)).code).toBe(1);
});

test('leave an embedded database alone that a gateway has open', async () => {
  const environment = { DATA_DIR: await fillDataDirectory(join(directory, 'running')) };
  const gateway = runProgram(clienteleProgram, environment, ['serve']);
  await untilReady(gateway);
  for (const args of [['export'], ['import', '-'], ['check-config', '--connect']]) {
    const { code, stderr } = await clientele(args, environment, line());
    expect(code).toBe(2);
    expect(stderr).toMatch(/is in use by process \d+/);
  }
  expect(await stopProgram(gateway)).toBe(0);
});
