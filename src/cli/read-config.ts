import { type Config, loadConfig, misspelledVariables } from '../config.ts';

/**
 * The configuration of a command. Variables that look misspelled are named on standard error.
 *
 * @throws {ConfigProblems}
 */
export function readConfig(): Config {
  const config = loadConfig();
  for (const warning of misspelledVariables()) process.stderr.write(`Warning: ${warning}\n`);
  return config;
}
