import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../harness/postgres-server.ts';
import { clienteleProgram } from '../harness/program.ts';
import { anchorsOf, codeSpansOf, linksOf, readDocument, type Snippet, snippetsOf } from './markdown.ts';
import { openShellSession, type ShellSession } from './shell-session.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = [
  'README.md',
  'docs/api.md',
  'docs/configuration.md',
  'docs/operate.md',
  'docs/authorization-server.md',
  'docs/speed.md',
];

/** Commands that are not executed, with the reason. */
const notRun: Readonly<Record<string, string>> = {
  'npm ci': 'replaces the packages that this test uses; `.ci/run` runs it on a clean checkout',
  'npm run bench': 'takes eight minutes and needs the machine for itself',
  'npm run bench -- --quick': 'needs the machine for itself',
  'npm run bench:import -- --lines 100000 --rounds 3': 'needs the machine for itself',
};

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.remove());

/** Runs the snippets of one document in order, in one shell. */
class Reader {
  readonly session: ShellSession;
  #gateway: string | undefined;
  #issuer = '';
  #output = '';

  constructor(session: ShellSession) {
    this.session = session;
  }

  async read({ language, text }: Snippet): Promise<void> {
    if (language === 'sh') this.#output = await this.#run(text);
    else if (language === 'json') expect(normalized(this.#output)).toEqual(normalized(text));
    else if (language === 'graphql') await this.#query(text);
    else if (language === 'ts') await this.#execute(text);
    else throw new Error(`A ${language || 'plain'} snippet cannot be run.`);
  }

  async #run(written: string): Promise<string> {
    const lines = written.split('\n').filter((line) => !(withoutComment(line) in notRun));
    const text = this.#withPorts(lines.join('\n').replace('npm ci && ', ''));
    if (/npm start\n$/.test(text)) return this.#startGateway(text);
    if (/npm run example\n$/.test(text)) return this.#startExample(text);
    // The free port may begin with 4000 too, so the address is replaced once only.
    const isCall = text.includes('127.0.0.1:4000');
    return this.session.run(isCall ? text.replaceAll('127.0.0.1:4000', await this.#address()) : text);
  }

  /** The ports of this test instead of those of the document. */
  #withPorts(text: string): string {
    return text
      .replaceAll('localhost:5432', new URL(postgres.url).host)
      .replaceAll('/etc/clientele/ca.crt', 'ca.crt')
      .replaceAll('example:token --', `example:token -- --issuer ${this.#issuer}`);
  }

  async #address(): Promise<string> {
    if (this.#gateway === undefined) await this.#startGateway('npm start\n');
    return this.#gateway ?? '';
  }

  async #startGateway(text: string): Promise<string> {
    const output = await this.session.serve(text, 'Press Ctrl-C');
    this.#gateway = /GraphQL +http:\/\/([^/]+)/.exec(output)?.[1];
    return output;
  }

  async #startExample(text: string): Promise<string> {
    const output = await this.session.serve(
      text.replace('npm run example', 'npm run example -- --port 0 --issuer-port 0'),
      'next token request',
    );
    const find = (pattern: RegExp) => pattern.exec(output)?.[1] ?? '';
    this.#gateway = find(/GraphQL +http:\/\/([^/]+)/);
    this.#issuer = find(/--issuer (\S+)/);
    const fapi = {
      fapiProfile: 'FAPI2_SECURITY',
      clientAuthMethods: ['PRIVATE_KEY_JWT'],
      jwks: find(/^\s*(\{"keys".*)$/m),
    };
    await this.session.run(`
TOKEN=$(${find(/(DATA_DIR=\S+ npm run -s token)/)})
KEY_FILE=${find(/--key (\S+)/)}
register() {
  jq -n --rawfile query schema/operations/create-oauth-client.graphql --argjson more "$1" \
    '{$query, variables: {input: ({name: "My app", redirectUris: ["https://app.example.com/callback"]} + $more)}}' |
    curl -s http://${this.#gateway}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d @-
}
CLIENT=$(register '{}')
CLIENT_ID=$(jq -r .data.createOAuthClient.client.clientId <<<"$CLIENT")
SECRET=$(jq -r .data.createOAuthClient.issuedSecret.plaintext <<<"$CLIENT")
FAPI_CLIENT_ID=$(register '${JSON.stringify(fapi)}' | jq -r .data.createOAuthClient.client.clientId)`);
    return output;
  }

  async #query(query: string): Promise<void> {
    const token = (await this.session.run('npm run -s token')).trim();
    const response = await fetch(`http://${await this.#address()}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual({ data: expect.anything() });
  }

  /** Replaces the placeholders that a document leaves to its reader. */
  async #execute(text: string): Promise<void> {
    const program = `const databaseUrl = process.env.DATABASE_URL;
const [secretEncryptionKeys, jwks, findAccount] = [[], undefined, undefined];
${text}
if (typeof provider.callback() !== 'function') process.exitCode = 1;
await clients.close();`;
    await writeFile(join(this.session.directory, 'snippet.mjs'), program);
    await this.session.run(`DATABASE_URL=${databaseUrl()} node snippet.mjs`);
  }
}

const databaseUrl = () => postgres.url.replace(/postgres$/, 'clientele');
const withoutComment = (line: string) => line.replace(/ +#.*/, '').trim();

/** A JSON text without values that differ in every response. */
function normalized(json: string): unknown {
  const text = json
    .replace(/secret_[\w-]{43}/g, 'secret_…')
    .replace(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, 'ULID')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID');
  return JSON.parse(text);
}

/** A migrated database without roles, for a document that requires one. */
async function prepare(file: string, session: ShellSession): Promise<void> {
  await writeFile(join(session.directory, 'ca.crt'), rootCertificates[0] ?? '');
  if (file === 'docs/authorization-server.md')
    await session.run(
      `createdb clientele; DATABASE_URL=${databaseUrl()} npm run -s migrate; psql -qf drizzle/roles.sql clientele`,
    );
}

test.each(documents)(
  'every command and snippet of %s works',
  async (file) => {
    const { hostname, port } = new URL(postgres.url);
    const session = await openShellSession({ PGHOST: hostname, PGPORT: port, PGUSER: 'postgres' });
    try {
      await prepare(file, session);
      const reader = new Reader(session);
      for (const snippet of snippetsOf(file)) {
        await reader.read(snippet).catch((error: Error) => {
          error.message = `${snippet.location}: ${error.message}`;
          throw error;
        });
      }
    } finally {
      await session.close();
      await execFileOf('dropdb', [
        '--if-exists',
        '--force',
        '-h',
        hostname,
        '-p',
        port,
        '-U',
        'postgres',
        'clientele',
      ]);
    }
  },
  180_000,
);

const execFileOf = promisify(execFile);

test('every command that is not executed is in a document', () => {
  const text = documents.map(readDocument).join('\n');
  for (const command of Object.keys(notRun)) expect(text).toContain(command);
});

test('README has at most 700 words', () => {
  expect(readDocument('README.md').split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(700);
});

const linking = [...documents, 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

test.each(linking)('every link of %s leads to a file and a heading that exist', (file) => {
  const broken = linksOf(file).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test.each(linking)('every npm script that %s names exists', (file) => {
  const commands = [...codeSpansOf(file), ...snippetsOf(file).map(({ text }) => text)].join('\n');
  const scripts = [...commands.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
  const { scripts: known } = JSON.parse(readDocument('package.json'));
  expect(scripts.filter((name) => !(name in known))).toEqual([]);
});

test('every command of clientele that a document names has the flags that it names', async () => {
  const code = linking.flatMap((file) => [...codeSpansOf(file), ...snippetsOf(file).map(({ text }) => text)]);
  const pattern = /(?<![/\w])clientele (?:--env \S+ )?([a-z-]+)\b([^|&\n]*)/g;
  const named = [...code.join('\n').matchAll(pattern)].map(([, command = '', words = '']) => ({
    command,
    flags: words.match(/--[a-z-]+/g) ?? [],
  }));
  expect(named.length).toBeGreaterThan(5);
  for (const command of new Set(named.map((one) => one.command))) {
    const { stdout } = await execFileOf(process.execPath, [clienteleProgram, 'help', command]);
    expect(stdout).toContain(`Usage: clientele ${command}`);
    for (const flag of named.filter((one) => one.command === command).flatMap(({ flags }) => flags))
      expect(stdout, command).toContain(flag);
  }
});
