import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * What the commands of the documents use. The scratch directory links to it, so that commands write nothing into the
 * project.
 */
const linked = ['.env.example', 'dist', 'drizzle', 'node_modules', 'package.json', 'schema', 'src', 'test'];

/** npx itself links the package into npm's cache, which takes up to half a minute; `.ci/run` runs it. */
const npx = '#!/bin/sh\n[ "$1" = clientele ] && shift && exec node dist/cli/clientele.js "$@"\n';

/** A shell that keeps its variables between snippets, in a scratch directory that looks like the project. */
export type ShellSession = Awaited<ReturnType<typeof openShellSession>>;

export async function openShellSession(environment: Readonly<Record<string, string>>) {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-docs-'));
  await Promise.all(linked.map((name) => symlink(join(root, name), join(directory, name))));
  await mkdir(join(directory, 'bin'));
  await writeFile(join(directory, 'bin/npx'), npx, { mode: 0o755 });
  const servers: ChildProcess[] = [];
  const PATH = `${directory}/bin:${process.env.PATH}`;
  const env = { PATH, HOME: directory, PORT: '0', npm_config_update_notifier: 'false', ...environment };

  const start = (text: string) => {
    const script = `set -aeuo pipefail\n[ ! -f .state ] || . ./.state\n${text}\nexport -p >.state`;
    // A separate process group, because npm does not forward signals. It has no terminal, so psql reads passwords from
    // stdin.
    const child = spawn('bash', ['-c', script], { cwd: directory, env, detached: true });
    child.stdin.on('error', () => {}).end('password\npassword\n');
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk) => {
        output[name] += chunk;
      });
    }
    return { child, output };
  };

  return {
    directory,
    /** @returns standard output. */
    run: async (text: string): Promise<string> => {
      const { child, output } = start(text);
      const [code] = await once(child, 'close');
      if (code !== 0) throw new Error(`exit code ${code}\n${text}\n${output.stdout}${output.stderr}`);
      return output.stdout;
    },
    /**
     * Runs a server until the session is closed.
     * @returns its output until it is ready.
     */
    serve: async (text: string, ready: string): Promise<string> => {
      const { child, output } = start(text);
      servers.push(child);
      const ended = once(child, 'close').then(([code]) => {
        throw new Error(`exit code ${code}\n${text}\n${output.stderr}`);
      });
      while (!output.stdout.includes(ready)) await Promise.race([once(child.stdout, 'data'), ended]);
      ended.catch(() => {});
      return output.stdout;
    },
    close: async () => {
      await Promise.all(servers.map(endGroup));
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
