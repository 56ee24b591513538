import type { TestProject } from 'vitest/node';
import { buildConsole } from './built-console.ts';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server that every test file shares; each makes a database of its own on it. */
    readonly postgresUrl: string;
    /** Directory with the console as `src/console` is now. */
    readonly consoleDirectory: string;
  }
}

/** `TEST_DATABASE_URL` names a server to use instead of starting one; its user has to be a superuser. */
export default async function setup(project: TestProject) {
  const given = process.env.TEST_DATABASE_URL;
  const [server, built] = await Promise.all([
    given ? { url: given, remove: async () => {} } : startPostgres(),
    buildConsole(),
  ]);
  project.provide('postgresUrl', server.url);
  project.provide('consoleDirectory', built.directory);
  return async () => {
    await Promise.all([server.remove(), built.remove()]);
  };
}
