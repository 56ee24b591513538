import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openClients } from '../../../src/oidc-provider/open-clients.ts';
import { migratePostgres, openPostgres, openReplica } from '../../../src/store/postgres/postgres.ts';
import { openGateway } from '../../harness/gateway.ts';
import { ownerOfData, type PostgresServer, startPostgres } from '../../harness/postgres-server.ts';
import { clienteleProgram, killPrograms, mainProgram, runProgram } from '../../harness/program.ts';

let directory: string;
/** Servers with certificates for the name `localhost` and for the address 127.0.0.1. */
let named: PostgresServer;
let addressed: PostgresServer;
const file = (name: string) => join(directory, name);
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-tls-'));
  await chmod(directory, 0o755);
  for (const name of ['ca', 'other']) await makeCertificate(name);
  await makeCertificate('named', 'ca', 'subjectAltName=DNS:localhost');
  await makeCertificate('addressed', 'ca', 'subjectAltName=IP:127.0.0.1');
  await makeCertificate('client', 'ca', 'subjectAltName=DNS:client', 'certified');
  await writeFile(file('empty'), 'not a certificate');
  [named, addressed] = await Promise.all([serverWith('named'), serverWith('addressed')]);
});
afterAll(async () => {
  await killPrograms();
  await Promise.all([named.remove(), addressed.remove()]);
  await rm(directory, { recursive: true, force: true });
});

/** Creates a key pair and a certificate signed by `issuer`, or a new CA. */
async function makeCertificate(
  name: string,
  issuer?: string,
  extension?: string,
  subject = name,
): Promise<void> {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    file(`${name}.key`),
  ];
  const signer = issuer === undefined ? [] : ['-CA', file(`${issuer}.crt`), '-CAkey', file(`${issuer}.key`)];
  const extensions =
    extension === undefined ? [] : ['-addext', extension, '-addext', 'basicConstraints=CA:FALSE'];
  const rest = ['-days', '30', '-subj', `/CN=${subject}`, '-out', file(`${name}.crt`)];
  await promisify(execFile)('openssl', ['req', '-x509', ...key, ...signer, ...extensions, ...rest]);
  if (ownerOfData !== undefined) await chown(file(`${name}.key`), ownerOfData, ownerOfData);
  await chmod(file(`${name}.key`), 0o600);
}

function serverWith(name: string): Promise<PostgresServer> {
  return startPostgres({
    settings: {
      ssl: 'on',
      ssl_cert_file: file(`${name}.crt`),
      ssl_key_file: file(`${name}.key`),
      ssl_ca_file: file('ca.crt'),
    },
  });
}

/** The server's URL with another name or address, and these parameters. */
function urlOf(
  server: { readonly url: string },
  host: string,
  parameters: Record<string, string> = {},
): string {
  const url = new URL(server.url);
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** Whether a connection is encrypted, or the error that ends it. */
async function attempt(url: string): Promise<'encrypted' | 'plain' | Error> {
  try {
    const { database, close } = openReplica(url);
    try {
      const rows = await database
        .select({ ssl: sql<boolean>`ssl` })
        .from(sql`pg_stat_ssl`)
        .where(sql`pid = pg_backend_pid()`);
      return rows[0]?.ssl ? 'encrypted' : 'plain';
    } finally {
      await close();
    }
  } catch (error) {
    return ((error as Error).cause ?? error) as Error;
  }
}

describe('the server certificate', () => {
  const verifyFull = () => ({ sslmode: 'verify-full', sslrootcert: file('ca.crt') });

  test('is accepted for the host name or address in the URL', async () => {
    expect(await attempt(urlOf(named, 'localhost', verifyFull()))).toBe('encrypted');
    expect(await attempt(urlOf(addressed, '127.0.0.1', verifyFull()))).toBe('encrypted');
  });

  test('is refused for another name, and a certificate for localhost is refused for an address', async () => {
    for (const url of [
      urlOf(named, '127.0.0.1', verifyFull()),
      urlOf(addressed, 'localhost', verifyFull()),
    ]) {
      expect(await attempt(url)).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    }
  });

  test('is refused when another CA signed it, in every mode that verifies', async () => {
    for (const sslmode of ['require', 'verify-ca', 'verify-full']) {
      const url = urlOf(named, 'localhost', { sslmode, sslrootcert: file('other.crt') });
      expect(await attempt(url), sslmode).toMatchObject({ message: expect.stringMatching(/certificate/) });
    }
    for (const parameters of [{ sslrootcert: 'system' }, { sslmode: 'verify-full' }]) {
      const url = urlOf(named, 'localhost', parameters as Record<string, string>);
      expect(await attempt(url)).toMatchObject({ message: expect.stringMatching(/certificate/) });
    }
  });

  test('is accepted for any host with verify-ca, and with require and a CA file', async () => {
    for (const sslmode of ['require', 'verify-ca']) {
      const parameters = { sslmode, sslrootcert: file('ca.crt') };
      expect(await attempt(urlOf(named, '127.0.0.1', parameters)), sslmode).toBe('encrypted');
    }
  });

  test('is checked for each of several hosts, so that an impostor is skipped', async () => {
    const { port: impostor } = new URL(named.url);
    const { port } = new URL(addressed.url);
    const query = new URLSearchParams(verifyFull());
    const { database, close } = openReplica(
      `postgres://postgres@127.0.0.1:${impostor},127.0.0.1:${port}/postgres?${query}`,
    );
    try {
      for (let time = 0; time < 3; time++) {
        const rows = await database
          .select({ port: sql<number>`inet_server_port()` })
          .from(sql`generate_series(1, 1)`);
        expect(rows).toEqual([{ port: Number(port) }]);
      }
    } finally {
      await close();
    }
  });
});

describe('without certificate verification', () => {
  test.each([{}, { sslmode: 'prefer' }, { sslmode: 'allow' }])(
    '%j encrypts if the server can',
    async (parameters) => {
      expect(await attempt(urlOf(named, '127.0.0.1', parameters as Record<string, string>))).toBe(
        'encrypted',
      );
      expect(
        await attempt(
          urlOf({ url: inject('postgresUrl') }, '127.0.0.1', parameters as Record<string, string>),
        ),
      ).toBe('plain');
    },
  );

  test.each(['require', 'verify-full'])('%s refuses a server that cannot encrypt', async (sslmode) => {
    const parameters = { sslmode, sslrootcert: file('ca.crt') };
    expect(await attempt(urlOf({ url: inject('postgresUrl') }, '127.0.0.1', parameters))).toBeInstanceOf(
      Error,
    );
  });

  test('require encrypts, ssl=true is the same, and disable does not encrypt', async () => {
    expect(await attempt(urlOf(named, '127.0.0.1', { sslmode: 'require' }))).toBe('encrypted');
    expect(await attempt(urlOf(named, '127.0.0.1', { ssl: 'true' }))).toBe('encrypted');
    expect(await attempt(urlOf(named, '127.0.0.1', { sslmode: 'disable' }))).toBe('plain');
  });
});

test('a client certificate authenticates at a server that requires one', async () => {
  const rules = join(named.dataDirectory, 'pg_hba.conf');
  await writeFile(rules, `hostssl all certified all cert\n${await readFile(rules, 'utf8')}`);
  const admin = await openPostgres(named.url);
  await admin.database.execute(sql`create role certified login`);
  await admin.database.execute(sql`select pg_reload_conf()`);
  await admin.close();
  const url = (parameters: Record<string, string>) => {
    const parsed = new URL(
      urlOf(named, 'localhost', { sslmode: 'verify-full', sslrootcert: file('ca.crt'), ...parameters }),
    );
    parsed.username = 'certified';
    return parsed.href;
  };
  const own = { sslcert: file('client.crt'), sslkey: file('client.key') };
  await expect.poll(() => attempt(url({}))).toMatchObject({ code: '28000' });
  expect(await attempt(url(own))).toBe('encrypted');
});

describe('certificates are verified for every connection', () => {
  const verified = () =>
    urlOf(addressed, '127.0.0.1', { sslmode: 'verify-full', sslrootcert: file('ca.crt') });
  const impostor = () => urlOf(named, '127.0.0.1', { sslmode: 'verify-full', sslrootcert: file('ca.crt') });

  test('of a gateway, of a migration and of an authorization server', async () => {
    const gateway = await openGateway('PostgreSQL', {
      databaseUrl: verified(),
      databaseReplicaUrl: verified(),
    });
    expect((await gateway.graphql('{ oauthClients { totalCount } }')).status).toBe(200);
    await gateway.close();
    await (await openClients({ databaseUrl: verified() })).close();
    for (const open of [
      () => openGateway('PostgreSQL', { databaseUrl: impostor() }),
      () => migratePostgres(impostor()),
      () => openClients({ databaseUrl: impostor() }),
    ]) {
      await expect(open()).rejects.toMatchObject({
        name: 'DatabaseNotReady',
        message: expect.stringContaining("IP: 127.0.0.1 is not in the cert's list"),
      });
    }
  });

  test('of the command line, with PGSSLMODE and PGSSLROOTCERT', async () => {
    const environment = (server: PostgresServer) => ({
      DATABASE_URL: urlOf(server, '127.0.0.1'),
      DATABASE_REPLICA_URL: urlOf(server, '127.0.0.1'),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: file('ca.crt'),
    });
    for (const [args, server, code] of [
      [['migrate'], addressed, 0],
      [['check-config', '--connect'], addressed, 0],
      [['migrate'], named, 1],
      [['check-config', '--connect'], named, 1],
      [['export'], named, 1],
    ] as const) {
      const program = runProgram(clienteleProgram, environment(server), args);
      expect(await program.ended, `${args}: ${program.output.stderr}`).toBe(code);
      if (code === 1) expect(program.output.stderr).toContain('127.0.0.1 is not in the cert');
    }
  });
});

describe('a server on another host without verification', () => {
  const url = 'postgres://user:hunter2@192.0.2.1:5432/clientele?sslmode=require';

  test('prevents the start with exit code 2 if DATABASE_TLS is require-verified', async () => {
    const program = runProgram(mainProgram, { DATABASE_URL: url, DATABASE_TLS: 'require-verified' });
    expect(await program.ended).toBe(2);
    expect(program.output.stderr).toContain('DATABASE_URL does not verify the server at 192.0.2.1');
    expect(program.output.stderr).not.toContain('hunter2');
  });

  test('causes a warning of check-config', async () => {
    const program = runProgram(clienteleProgram, { DATABASE_URL: url }, ['check-config']);
    expect(await program.ended).toBe(0);
    expect(program.output.stderr).toMatch(
      /^Warning: The connection to PostgreSQL at 192\.0\.2\.1 .*sslmode=require/,
    );
  });

  test('causes a warning in the log before the gateway connects', async () => {
    const program = runProgram(mainProgram, { DATABASE_URL: url.replace('192.0.2.1', 'database.invalid') });
    expect(await program.ended).toBe(1);
    expect(program.output.stderr).toMatch(/"level":"warn".*PostgreSQL at database\.invalid does not verify/);
  });
});
