import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../../src/store/postgres/postgres.ts';
import { buildConsole } from './built-console.ts';
import { createEmptyDatabase } from './embedded-database.ts';
import { createDatabase, startPostgres } from './postgres-server.ts';
import { buildPrograms } from './program.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server that every test file shares; each file creates its own database on it. */
    readonly postgresUrl: string;
    /** A migrated database on that server. Tests copy it, because running every migration takes longer. */
    readonly migratedDatabaseUrl: string;
    /** Directory with the console as `src/console` is now. */
    readonly consoleDirectory: string;
    /** File with a new, migrated embedded database. */
    readonly emptyDatabase: string;
    /** Data directory with the same database. Tests copy it, because a program takes 4 s of CPU to create one. */
    readonly emptyDataDirectory: string;
    /** Whether random requests and killed processes are repeated as often as in `npm run test:all`. */
    readonly isThorough: boolean;
  }
}

/** `TEST_DATABASE_URL` names a server to use instead of starting one; its user must be a superuser. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  const [server, built, empty] = await Promise.all([
    openServer(given),
    buildConsole(),
    createEmptyDatabase(),
    buildPrograms(),
  ]);
  project.provide('postgresUrl', server.url);
  project.provide('migratedDatabaseUrl', server.migratedDatabaseUrl);
  project.provide('consoleDirectory', built.directory);
  project.provide('emptyDatabase', empty.dump);
  project.provide('emptyDataDirectory', empty.dataDirectory);
  return async () => {
    await Promise.all([server.remove(), built.remove(), empty.remove()]);
  };
}

async function openServer(given: string | undefined) {
  const server = given
    ? { url: given, remove: async () => {} }
    : await startPostgres({ settings: { max_connections: '300' } });
  const migratedDatabaseUrl = await createDatabase(server.url);
  await migratePostgres(migratedDatabaseUrl);
  return { url: server.url, migratedDatabaseUrl, remove: server.remove };
}
