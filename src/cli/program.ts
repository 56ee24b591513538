import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { readEnvironmentFile } from '../config.ts';
import { checkConfigCommand } from './check-config.ts';
import { exitCodeHelp } from './exit-code.ts';
import { exportCommand } from './export.ts';
import { explainFailure, killIfBlocked } from './failure.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { schemaCommand } from './print-schema.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';

const packageFile = new URL('../../package.json', import.meta.url);

/**
 * Runs one command and sets the exit code. What a command is asked for goes to standard output, everything else to standard
 * error.
 *
 * @param words behind the name of the program.
 */
export async function run(words: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.off('error', passClosed).on('error', passClosed);
  try {
    await clientele().parseAsync(words, { from: 'user' });
  } catch (error) {
    const { message, exitCode } = explainFailure(error);
    if (message !== '') process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
    killIfBlocked(error);
  }
}

/** Whoever reads may have seen enough, as `head` does. */
function passClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function clientele(): Command {
  const { version, description } = JSON.parse(readFileSync(packageFile, 'utf8'));
  const program = new Command('clientele')
    .description(`${description}.`)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand('help [command]', 'print the help of a command')
    // Node 20 takes an `--env-file` for its own wherever it stands.
    .option('--env <file>', 'read variables from a file like .env.example; those that are set win')
    .hook('preAction', (command) => {
      const { env } = command.opts<{ env?: string }>();
      if (env !== undefined) readEnvironmentFile(env);
    })
    .configureHelp({ styleTitle: (title) => styleText('bold', title), showGlobalOptions: true })
    .showHelpAfterError('(--help tells what there is)')
    .exitOverride();
  const commands = [
    serveCommand(),
    tokenCommand(),
    migrateCommand(),
    checkConfigCommand(),
    schemaCommand(),
    exportCommand(),
    importCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program.addHelpText(
    'after',
    `
Every command is configured by environment variables; its own help names those
that it reads.

${exitCodeHelp('done', 'failed', 'usage', 'refused', 'interrupted', 'terminated')}
Examples:
  clientele serve
  clientele serve --env .env
  clientele import clients.jsonl --tenant acme --dry-run
  clientele help import`,
  );
}
