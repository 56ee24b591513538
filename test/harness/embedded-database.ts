import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import type { OpenDatabase } from '../../src/store/database.ts';
import { openPgliteInMemory } from '../../src/store/embedded/pglite.ts';

/** Writes a new, migrated embedded database to a file that every test file begins with: to make one takes four times as long. */
export async function dumpEmptyDatabase() {
  const path = join(tmpdir(), `clientele-empty-${process.pid}.tar`);
  const { database, close } = await openPgliteInMemory();
  const client = '$client' in database ? database.$client : undefined;
  if (!(client instanceof PGlite)) throw new Error('The embedded database is not PGlite any more.');
  const dump = await client.dumpDataDir('none');
  await writeFile(path, Buffer.from(await dump.arrayBuffer()));
  await close();
  return { path, remove: () => rm(path, { force: true }) };
}

let dump: Promise<Blob> | undefined;

/** What that file holds, read once. */
export function emptyDatabase(): Promise<Blob> {
  dump ??= readFile(inject('emptyDatabase')).then((bytes) => new Blob([bytes]));
  return dump;
}

/** An embedded database of a test's own. */
export async function openEmbedded(): Promise<OpenDatabase> {
  return openPgliteInMemory(await emptyDatabase());
}
