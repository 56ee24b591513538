import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { tenant } from './client-table.ts';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const issuer = 'https://clientele.localhost';
const audience = 'clientele';

/** A program in a separate process: the built gateway, as an operator runs it. */
export interface Subject {
  readonly url: string;
  readonly processId: number;
  readonly stop: () => Promise<void>;
}

/** Folder for the keys, the embedded database, the logs and other output. */
export async function makeFolder() {
  const path = await mkdtemp(join(tmpdir(), 'clientele-bench-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A token of an administrator, which every gateway with this folder trusts. */
export async function tokenFor(folder: string, ofTenant = tenant): Promise<string> {
  const development = await openDevelopmentIssuer(folder, () => new Date());
  return development.sign({ role: 'admin', tenant: ofTenant, sub: 'bench', ttl: 36_000 }, issuer, audience);
}

/** Starts a gateway on a free port; without `databaseUrl` with the embedded database. */
export function startGateway(folder: string, databaseUrl?: string): Promise<Subject> {
  const database = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  const log = openSync(join(folder, 'gateway.log'), 'a');
  return startProgram([program], { PORT: '0', DATA_DIR: folder, ...database }, log);
}

/** Starts a Node program that prints its address as the gateway does. */
export async function startProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  log: number | 'inherit' = 'inherit',
): Promise<Subject> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, RATE_LIMIT: 'off', CONCURRENCY_ACTOR: '64', ...environment },
    stdio: ['ignore', 'pipe', log],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return { url: await urlOf(child), processId: child.pid ?? 0, stop: () => stop(child) };
}

async function urlOf(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /GraphQL +(http:\S+)\/graphql/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('The gateway ended instead of starting; `npm run build` may be missing.');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
