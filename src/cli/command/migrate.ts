import { Command } from 'commander';
import { ConfigProblems } from '../../config.ts';
import { migratePostgres } from '../../store/postgres/postgres.ts';
import { environmentHelp } from '../config/environment.ts';
import { readConfig } from '../config/read-config.ts';
import { exitCodeHelp } from '../exit-code.ts';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Apply the migrations to the PostgreSQL database. A lock makes it safe to run several at once. A gateway also applies them when it starts, if its role has the rights. The embedded database is migrated when it is opened.',
    )
    .addHelpText(
      'after',
      `
${environmentHelp(['DATABASE_URL', 'DATABASE_TLS', 'PGSSLMODE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY'])}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  DATABASE_URL=postgres://postgres:password@localhost/clientele clientele migrate`,
    )
    .action(migrate);
}

async function migrate(): Promise<void> {
  const { databaseUrl } = readConfig();
  if (databaseUrl === undefined) {
    throw new ConfigProblems([
      'DATABASE_URL is not set; the embedded database is migrated when it is opened',
    ]);
  }
  await migratePostgres(databaseUrl);
  process.stdout.write('The tables are up to date.\n');
}
