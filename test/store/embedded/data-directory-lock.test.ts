import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirectoryInUse, lockDataDirectory } from '../../../src/store/embedded/data-directory-lock.ts';

const lockModule = new URL('../../../src/store/embedded/data-directory-lock.ts', import.meta.url).href;

let directory: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

/** Starts a process that takes the lock, prints that, and keeps it until it is killed. */
async function holder(): Promise<ChildProcess & { said: string }> {
  const script = `const { lockDataDirectory } = await import(${JSON.stringify(lockModule)});
    await lockDataDirectory(${JSON.stringify(directory)}).then(() => console.log('held'), (error) => console.log(error.message));
    setTimeout(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return Object.assign(child, { said: String(said).trim() });
}

test('a second process is refused with a sentence that names the process with the lock and says what to do', async () => {
  const first = await holder();
  expect(first.said).toBe('held');
  const refusal = await lockDataDirectory(directory).catch((error: Error) => error);
  expect(refusal).toBeInstanceOf(DataDirectoryInUse);
  expect((refusal as Error).message).toContain(`process ${first.pid}`);
  expect((refusal as Error).message).toContain('DATABASE_URL');
});

test('kill -9 frees the directory at once', async () => {
  const first = await holder();
  first.kill('SIGKILL');
  await once(first, 'exit');
  await (await lockDataDirectory(directory))();
});

test('a suspended process keeps the lock', async () => {
  const first = await holder();
  first.kill('SIGSTOP');
  await expect(lockDataDirectory(directory)).rejects.toThrow(DataDirectoryInUse);
});

test('exactly one of several processes that start after a crash gets the directory', async () => {
  const crashed = await holder();
  crashed.kill('SIGKILL');
  await once(crashed, 'exit');
  const said = (await Promise.all([holder(), holder(), holder()])).map((child) => child.said);
  expect(said.filter((line) => line === 'held')).toHaveLength(1);
});

test('a released directory can be locked again', async () => {
  const release = await lockDataDirectory(directory);
  await expect(lockDataDirectory(directory)).rejects.toThrow(DataDirectoryInUse);
  await release();
  await (await lockDataDirectory(directory))();
});

test('a path that is too long for a socket can be locked', async () => {
  directory = join(directory, 'x'.repeat(120));
  await mkdir(directory);
  const release = await lockDataDirectory(directory);
  await expect(lockDataDirectory(directory)).rejects.toThrow(DataDirectoryInUse);
  await release();
});

test('another path to the same directory is locked too', async () => {
  const link = `${directory}-link`;
  await symlink(directory, link);
  const release = await lockDataDirectory(directory);
  await expect(lockDataDirectory(link)).rejects.toThrow(DataDirectoryInUse);
  await release();
  await rm(link);
});
