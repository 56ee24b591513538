import { type Config, loadConfig, misspelledVariables } from '../../config.ts';
import { unverifiedWarnings } from '../../store/postgres/postgres-url.ts';

/**
 * The configuration of a command. Prints warnings on standard error about variables that look misspelled and PostgreSQL
 * servers that are not verified.
 *
 * @throws {ConfigProblems}
 */
export function readConfig(): Config {
  const config = loadConfig();
  const unverified = unverifiedWarnings(config.databaseUrl, config.databaseReplicaUrl);
  for (const warning of [...misspelledVariables(), ...unverified])
    process.stderr.write(`Warning: ${warning}\n`);
  return config;
}
