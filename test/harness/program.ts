import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { loadConfig } from '../../src/config.ts';
import { atExit } from './at-exit.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The programs that `npm start` and `npx clientele` run. */
export const mainProgram = join(root, 'dist/main.js');
export const clienteleProgram = join(root, 'dist/cli/clientele.js');

/**
 * Builds them from the current `src`. Running `src` directly would double the start-up time. `npm run check:code`
 * checks the types, so this does not.
 */
export async function buildPrograms(): Promise<void> {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', join(root, 'src'), '--noCheck']);
  // As `npm run build` does, for `npx clientele`.
  await chmod(clienteleProgram, 0o755);
}

export interface Program {
  readonly child: ChildProcess;
  readonly environment: Readonly<Record<string, string>>;
  readonly output: { stdout: string; stderr: string };
  /** Exit code, or the signal that ended the program. */
  readonly ended: Promise<number | string | null>;
}

const children = new Set<ChildProcess>();
const killAll = () => {
  for (const child of children) child.kill('SIGKILL');
};
atExit(killAll);

/** Starts a program in a separate process, with exactly this environment. */
export function runProgram(
  file: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Program {
  // A gateway that gets a signal still accepts requests for 30 % of its time: 3 s of the default of 10.
  const usual = { PORT: '0', LOG_LEVEL: 'info', SHUTDOWN_SECONDS: '2' };
  const env = { PATH: process.env.PATH ?? '', ...usual, ...environment };
  const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const child = spawn(process.execPath, [...loader, file, ...args], { env });
  children.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    children.delete(child);
    return code ?? signal;
  });
  return { child, environment: env, output, ended };
}

/** The address of a gateway that has printed its start-up message, and a token for it. */
export async function untilReady(program: Program): Promise<{ url: string; token: string }> {
  const { child, output, ended } = program;
  const exit = ended.then((code) =>
    Promise.reject(new Error(`The gateway ended with ${code}: ${output.stderr}`)),
  );
  while (!output.stdout.includes('curl'))
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), exit]);
  exit.catch(() => {});
  const url = /GraphQL {2}(http:\S+)\/graphql/.exec(output.stdout)?.[1] ?? '';
  return { url, token: await tokenFor(program) };
}

/** A token as `clientele token` prints it, without starting another process. */
async function tokenFor({ environment, output }: Program): Promise<string> {
  const { dataDirectory, issuer, audience } = loadConfig(environment);
  // A key in memory belongs to one process, which prints a token.
  if (dataDirectory === undefined) return /Bearer (ey\S+)"/.exec(output.stdout)?.[1] ?? '';
  const { sign } = await openDevelopmentIssuer(dataDirectory, () => new Date());
  return sign({ role: 'admin', tenant: 'default', sub: 'admin', ttl: 3600 }, issuer, audience);
}

/** Sends a program a signal, and waits until it has ended. */
export async function stopProgram(program: Program): Promise<number | string | null> {
  program.child.kill('SIGTERM');
  return program.ended;
}

/** Kills a program. */
export async function killProgram(program: Program): Promise<void> {
  program.child.kill('SIGKILL');
  await program.ended;
}

/** Kills every program that a test left running, and waits for the end. */
export async function killPrograms(): Promise<void> {
  const closed = [...children].map((child) => once(child, 'close'));
  killAll();
  await Promise.all(closed);
}
