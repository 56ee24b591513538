import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { lockDataDirectory } from '../../../src/store/embedded/data-directory-lock.ts';
import { openMigratedPglite, openPglite } from '../../../src/store/embedded/pglite.ts';

test('an embedded database of an older version is not changed by a read-only command, and is released', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-embedded-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const made = await openPglite(directory);
  await made.database.execute(sql`delete from drizzle.__drizzle_migrations
    where id = (select max(id) from drizzle.__drizzle_migrations)`);
  await made.close();
  await expect(openMigratedPglite(directory)).rejects.toMatchObject({
    name: 'TablesOutdated',
    message: expect.stringContaining('older than this version'),
  });
  const release = await lockDataDirectory(directory);
  await release();
});
