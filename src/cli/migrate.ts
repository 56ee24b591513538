import { ConfigProblems, loadConfig } from '../config.ts';
import { DatabaseNotReady, migratePostgres } from '../store/postgres.ts';

try {
  const { databaseUrl } = loadConfig();
  if (databaseUrl === undefined) {
    throw new ConfigProblems([
      'DATABASE_URL is not set; the embedded database migrates itself when it is opened',
    ]);
  }
  await migratePostgres(databaseUrl);
  process.stdout.write('The tables are up to date.\n');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof ConfigProblems ? 2 : 1;
  if (!(error instanceof ConfigProblems || error instanceof DatabaseNotReady)) throw error;
}
