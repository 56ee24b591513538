import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/server/observe/log.ts';
import { start } from '../../src/server/start.ts';
import { startUpMessage } from '../../src/server/start-up-message.ts';
import { startPostgres } from '../harness/postgres-server.ts';
import { startAuthorizationServer } from './authorization-server.ts';

const usage = `Usage: npm run example -- [--port 4000] [--issuer-port 4001]
Starts a gateway and an authorization server that reads its clients, with a database of their own. Everything is gone
when it ends: Ctrl-C. 0 takes a free port.
`;

/** Started resources, which are stopped in reverse order. */
const started: (() => Promise<unknown>)[] = [];
let stopping: Promise<void> | undefined;

try {
  const options = {
    port: { type: 'string', default: '4000' },
    'issuer-port': { type: 'string', default: '4001' },
    help: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) process.stdout.write(usage);
  else await run(values.port, Number(values['issuer-port']));
} catch (error) {
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  const isUsage = code?.startsWith('ERR_PARSE_ARGS') ?? false;
  const taken = `Port ${port} is taken by another process: choose others with --port and --issuer-port.`;
  process.stderr.write(`${code === 'EADDRINUSE' ? taken : message}\n${isUsage ? usage : ''}`);
  await stop();
  process.exitCode = isUsage ? 2 : 1;
}

async function run(port: string, issuerPort: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  const directory = await mkdtemp(join(tmpdir(), 'clientele-example-'));
  started.push(() => rm(directory, { recursive: true, force: true }));
  const database = await startPostgres();
  started.push(database.remove);
  const encryptionKey = randomBytes(32).toString('base64url');
  const config = loadConfig({
    PORT: port,
    DATABASE_URL: database.url,
    DATA_DIR: directory,
    SECRET_ENCRYPTION_KEYS: encryptionKey,
    LOG_LEVEL: 'error',
  });
  const gateway = await start(config, createLog(config.logLevel));
  started.push(() => gateway.close());
  const server = await startAuthorizationServer({
    databaseUrl: database.url,
    secretEncryptionKeys: [encryptionKey],
    port: issuerPort,
  });
  started.push(server.close);
  const keyFile = join(directory, 'key.jwk.json');
  const jwks = await writeKey(keyFile);
  const tokenCommand = `DATA_DIR=${directory} npm run -s token`;
  process.stdout.write(
    `${await startUpMessage(gateway, config, tokenCommand)}${nextSteps(server.issuer, keyFile, jwks)}`,
  );
}

/** Generates the key pair of a client: only the owner may read the file with the private key. */
async function writeKey(file: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const labels = { alg: 'ES256', use: 'sig', kid: await calculateJwkThumbprint(await exportJWK(publicKey)) };
  await writeFile(file, JSON.stringify({ ...(await exportJWK(privateKey)), ...labels }), { mode: 0o600 });
  return JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...labels }] });
}

function nextSteps(issuer: string, keyFile: string, jwks: string): string {
  const token = `npm run -s example:token -- --issuer ${issuer} --client-id app-…`;
  return `
An authorization server reads the clients of this gateway: ${issuer}

1. Register a client with the redirect URI https://app.example.com/callback: with the line above, it has a secret.
   Then, with its secret in CLIENT_SECRET or on standard input, it gets a token:

   ${token} --secret-stdin

2. Or register one under FAPI 2.0: profile FAPI2_SECURITY, authentication private_key_jwt, and this JWK Set. Its private
   key is in ${keyFile}

   ${jwks}

   ${token} --key ${keyFile}

Suspend the client, rotate its secret, give it another key: the next token request meets it.
`;
}

/** Stops everything once, however often it is called. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const end of started.reverse()) await end().catch(() => {});
  })();
  return stopping;
}
