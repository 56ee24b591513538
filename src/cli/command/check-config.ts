import { Command } from 'commander';
import { effectiveConfiguration } from '../config/effective-configuration.ts';
import { environmentHelp } from '../config/environment.ts';
import { readConfig } from '../config/read-config.ts';
import { exitCodeHelp } from '../exit-code.ts';

export function checkConfigCommand(): Command {
  return new Command('check-config')
    .description(
      'Check the configuration, report all its problems, and print the value of every variable with passwords and keys masked. Nothing is written.',
    )
    .option(
      '--connect',
      'also try the database, the replica and AUTH_JWKS_URL, and report failures (default: no)',
    )
    .addHelpText(
      'after',
      `
${environmentHelp()}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  clientele check-config --env .env
  clientele check-config --connect`,
    )
    .action(checkConfig);
}

async function checkConfig({ connect }: { readonly connect?: true }): Promise<void> {
  const config = readConfig();
  process.stdout.write(`The configuration is valid.\n${effectiveConfiguration(config)}`);
  if (!connect) return;
  const { tryConnections } = await import('../config/try-connections.ts');
  for await (const { name, answer, exitCode } of tryConnections(config)) {
    (exitCode === 0 ? process.stdout : process.stderr).write(`${name}: ${answer}\n`);
    if (exitCode !== 0) process.exitCode ??= exitCode;
  }
}
