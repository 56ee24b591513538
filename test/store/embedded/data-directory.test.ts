import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inDataDirectory, makeDatabaseDirectory } from '../../../src/store/embedded/data-directory.ts';
import { openPglite } from '../../../src/store/embedded/pglite.ts';
import { clienteleProgram, killPrograms, mainProgram, runProgram } from '../../harness/program.ts';

const isRoot = process.getuid?.() === 0;
/** A path where no directory can be created, even by root. */
const impossible = process.platform === 'linux' ? '/proc/clientele/data' : '/dev/null/data';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clientele-data-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));
afterAll(killPrograms);

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('the directory of the embedded database', () => {
  test('is private in a data directory that exists and is open to other users', async () => {
    await chmod(directory, 0o755);
    await (await openPglite(directory)).close();
    expect(await modeOf(join(directory, 'database'))).toBe('700');
  });

  test('is set back to a private mode, with every file in it', async () => {
    const database = join(directory, 'database');
    await mkdir(join(database, 'base'), { recursive: true });
    const [shallow, deep, outside] = [
      join(database, 'pg_control'),
      join(database, 'base', '1'),
      join(directory, 'outside'),
    ];
    for (const file of [shallow, deep, outside]) await writeFile(file, 'x');
    await symlink(outside, join(database, 'link'));
    for (const path of [database, join(database, 'base'), shallow, deep, outside]) await chmod(path, 0o777);
    await makeDatabaseDirectory(database);
    const modes = await Promise.all([database, join(database, 'base'), shallow, deep, outside].map(modeOf));
    expect(modes).toEqual(['700', '700', '700', '700', '777']);
  });

  test('is refused if another user owns it', async () => {
    if (isRoot) await chown(directory, 65_534, 65_534);
    const foreign = isRoot ? directory : '/';
    await expect(makeDatabaseDirectory(foreign)).rejects.toThrow(
      /belongs to user \d+, and this process runs as \d+/,
    );
  });
});

describe('a data directory', () => {
  test('is created with its missing parents, readable by its owner only', async () => {
    const path = join(directory, 'a', 'b');
    expect(await inDataDirectory(path, async () => 'done')).toBe('done');
    expect([await modeOf(join(directory, 'a')), await modeOf(path)]).toEqual(['700', '700']);
  });

  test('may be created by several processes at once', async () => {
    const path = join(directory, 'a', 'b', 'c');
    const made = await Promise.all(
      Array.from({ length: 8 }, () => inDataDirectory(path, async () => 'done')),
    );
    expect(new Set(made)).toEqual(new Set(['done']));
  });

  test.each([impossible, '/dev/null', '/dev/null/a/b'])('is refused at %s with the reason', async (path) => {
    await expect(inDataDirectory(path, () => readFile(join(path, 'x')))).rejects.toMatchObject({
      name: 'DataDirectoryUnusable',
      message: expect.stringMatching(/^DATA_DIR \S+ cannot be used: (ENOENT|ENOTDIR): /),
      isBlocked: false,
    });
  });

  test('is refused when its file system does not answer in time', async () => {
    const fifo = await makeFifo(directory);
    const attempt = inDataDirectory(directory, () => readFile(fifo), 100);
    await expect(attempt).rejects.toMatchObject({
      name: 'DataDirectoryUnusable',
      message: expect.stringContaining('no answer within 0.1 seconds'),
      isBlocked: true,
    });
    // Ends the read that still waits for a writer.
    await (await open(fifo, 'w')).close();
  });
});

describe('the program ends with a sentence if', () => {
  test('DATA_DIR cannot be created', async () => {
    for (const [file, args] of [
      [mainProgram, []],
      [clienteleProgram, ['token']],
    ] as const) {
      const program = runProgram(file, { DATA_DIR: impossible }, args);
      expect(await program.ended).toBe(1);
      expect(program.output.stderr).toMatch(/^DATA_DIR \S+ cannot be used: [^\n]*\n$/);
    }
  });

  test('the file system of DATA_DIR does not answer, although Node waits for it at the exit', async () => {
    await makeFifo(directory, 'development-issuer.jwk.json');
    const programs = [
      runProgram(mainProgram, { DATA_DIR: directory }),
      runProgram(clienteleProgram, { DATA_DIR: directory }, ['token']),
    ];
    for (const program of programs) {
      expect(await program.ended).toBe('SIGKILL');
      expect(program.output.stderr).toMatch(/^DATA_DIR \S+ cannot be used: no answer within 10 seconds\.\n$/);
    }
  });
});

/** A file whose reader waits for a writer, like a file system that does not answer. */
async function makeFifo(folder: string, name = 'fifo'): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)('mkfifo', [path]);
  return path;
}
