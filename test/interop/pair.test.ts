import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { loadConfig } from '../../src/config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = (name: string, ...args: string[]) =>
  spawn(process.execPath, ['--import', 'tsx', `test/interop/${name}.ts`, ...args], { cwd: root });
const document = readFileSync(
  new URL('../../schema/operations/create-oauth-client.graphql', import.meta.url),
  'utf8',
);

/** Starts the pair, and returns what it printed when it is ready. */
async function startPair(): Promise<{ readonly pair: ChildProcess; readonly said: string }> {
  const pair = program('pair', '--port', '0', '--issuer-port', '0');
  let said = '';
  for (const stream of [pair.stdout, pair.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  for (let attempt = 0; attempt < 500 && !said.includes('next token request'); attempt++) await delay(100);
  expect(said).toContain('next token request');
  return { pair, said };
}

async function end(pair: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(pair, 'exit');
  pair.kill(signal);
  return (await ended)[0];
}

let pair: ChildProcess;
let said: string;
beforeAll(async () => {
  ({ pair, said } = await startPair());
});
afterAll(() => end(pair, 'SIGTERM'));

const find = (pattern: RegExp) => pattern.exec(said)?.[1] ?? '';
/** As the command prints it that the start-up message shows. */
async function administratorToken(): Promise<string> {
  const { sign } = await openDevelopmentIssuer(find(/DATA_DIR=(\S+) npm run -s token/), () => new Date());
  const { issuer, audience } = loadConfig({});
  return sign({ role: 'admin', tenant: 'default', sub: 'admin', ttl: 3600 }, issuer, audience);
}
const keyFile = () => find(/--key (\S+)/);

async function register(input: object): Promise<{ clientId: string; secret: string }> {
  const response = await fetch(find(/GraphQL\s+(\S+)/), {
    method: 'POST',
    headers: { authorization: `Bearer ${await administratorToken()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: document,
      variables: { input: { name: 'My app', redirectUris: ['https://app.example.com/callback'], ...input } },
    }),
  });
  const { client, issuedSecret } = (await response.json()).data.createOAuthClient;
  return { clientId: client.clientId, secret: issuedSecret?.plaintext };
}

/** The output of the second command for a client. */
async function getToken(clientId: string, args: readonly string[], input = '') {
  const got = program('token', '--issuer', find(/--issuer (\S+)/), '--client-id', clientId, ...args);
  got.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([text(got.stdout), text(got.stderr), once(got, 'exit')]);
  return { output, errors, code };
}

const fapi = () => ({ clientAuthMethods: ['PRIVATE_KEY_JWT'], jwks: find(/^\s*(\{"keys".*)$/m) });

describe('the example', () => {
  test.each([
    ['FAPI2_SECURITY', 'authorization code with PKCE, pushed, bound by DPoP.'],
    [
      'FAPI2_MESSAGE_SIGNING',
      'authorization code with PKCE, pushed, bound by DPoP, request and response signed.',
    ],
    ['FAPI1_ADVANCED', 'authorization code with PKCE, pushed, bound by DPoP, request and response signed.'],
    ['FAPI1_BASELINE', 'authorization code with PKCE, pushed, bound by DPoP.'],
  ])('gets a token for a client of %s with a generated key', async (fapiProfile, said) => {
    const { clientId } = await register({ fapiProfile, ...fapi() });
    const { output, code } = await getToken(clientId, ['--key', keyFile()]);
    expect(output).toContain(`${clientId} got a token: ${said}\n`);
    expect(output).toContain('"sub": "alice"');
    expect(code).toBe(0);
  });

  test('gets a token for a client with a secret, and prints neither', async () => {
    const { clientId, secret } = await register({ grantTypes: ['CLIENT_CREDENTIALS'] });
    const { output, code } = await getToken(clientId, ['--secret-stdin'], `${secret}\n`);
    expect(output).toContain(`${clientId} got a token: client credentials.\n`);
    expect(output).not.toContain(secret);
    expect(output).toContain('"access_token": "(--show prints it)"');
    expect(code).toBe(0);
  });

  test('prints the reason if there is no token', async () => {
    const { clientId } = await register({});
    const { errors, code } = await getToken(clientId, ['--secret-stdin'], 'wrong');
    expect(errors).toContain('No token: invalid_client');
    expect(code).toBe(1);
    expect(await getToken(clientId, ['--bad'])).toMatchObject({ code: 2 });
  });

  test('prints which port is in use, and leaves nothing behind', async () => {
    const other = program('pair', '--port', new URL(find(/GraphQL\s+(\S+)/)).port, '--issuer-port', '0');
    const [errors, [code]] = await Promise.all([text(other.stderr), once(other, 'exit')]);
    expect(errors).toMatch(/Port \d+ is taken by another process: choose others with --port/);
    expect(code).toBe(1);
  });

  test('stops everything that it started at Ctrl-C', async () => {
    const other = await startPair();
    const [, port] = /PostgreSQL 127\.0\.0\.1:(\d+)/.exec(other.said) ?? [];
    const [, key = ''] = /--key (\S+)/.exec(other.said) ?? [];
    expect(existsSync(key)).toBe(true);
    expect(await end(other.pair, 'SIGINT')).toBe(0);
    expect(existsSync(dirname(key))).toBe(false);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  });
});
