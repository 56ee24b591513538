import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
const config = fileURLToPath(new URL('../../src/console/vite.config.ts', import.meta.url));

/**
 * Builds the console as `npm run build` does, to a temporary directory. It runs in a separate process, because Vitest
 * sets NODE_ENV, with which Vite would build a development version.
 */
export async function buildConsole(): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-console-'));
  const args = [vite, 'build', '--config', config, '--outDir', directory, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH } });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
