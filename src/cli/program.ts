import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { exitCodeHelp, exitCodes } from './exit-code.ts';
import { setProductionMode } from './production-mode.ts';

const packageFile = new URL('../../package.json', import.meta.url);

interface LazyCommand {
  readonly summary: string;
  /** Loads only the code of this command: loading the gateway takes most of a second. */
  readonly load: (tokenShellCommand: string) => Promise<Command>;
}

const commands: Readonly<Record<string, LazyCommand>> = {
  serve: {
    summary: 'start the gateway',
    load: async (tokenShellCommand) => {
      setProductionMode();
      return (await import('./command/serve.ts')).serveCommand(tokenShellCommand);
    },
  },
  token: {
    summary: 'print a token of the development issuer',
    load: async () => (await import('./command/token.ts')).tokenCommand(),
  },
  migrate: {
    summary: 'apply the migrations to PostgreSQL',
    load: async () => (await import('./command/migrate.ts')).migrateCommand(),
  },
  'check-config': {
    summary: 'check the configuration and print it',
    load: async () => (await import('./command/check-config.ts')).checkConfigCommand(),
  },
  schema: {
    summary: 'print the GraphQL schema or the OpenAPI document',
    load: async () => (await import('./command/print-schema.ts')).schemaCommand(),
  },
  export: {
    summary: 'export clients as JSON Lines',
    load: async () => (await import('./command/export.ts')).exportCommand(),
  },
  import: {
    summary: 'import clients from a JSON Lines file',
    load: async () => (await import('./command/import.ts')).importCommand(),
  },
};

/**
 * Runs one command and sets the exit code. The result of a command goes to standard output, everything else to standard error.
 *
 * @param words the arguments of the program.
 * @param tokenShellCommand the command that prints a token, as the start-up message of `serve` names it.
 */
export async function run(
  words: readonly string[],
  tokenShellCommand = 'npx clientele token',
): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    stream.off('error', passClosed).on('error', passClosed);
  try {
    const program = await clientele(words, tokenShellCommand);
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed the help or the error.
      process.exitCode = error.exitCode === 0 ? exitCodes.done.code : exitCodes.usage.code;
      return;
    }
    const { explainFailure, killIfBlocked } = await import('./failure.ts');
    const { message, exitCode } = explainFailure(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
    killIfBlocked(error);
  }
}

/** The reader may have closed the stream, as `head` does. */
function passClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The program. Only the commands that `words` name are loaded; the others have only a summary. */
async function clientele(words: readonly string[], tokenShellCommand: string): Promise<Command> {
  const { version, description } = JSON.parse(readFileSync(packageFile, 'utf8'));
  const program = new Command('clientele')
    .description(`${description}.`)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    // Node 20 handles `--env-file` itself, wherever it is on the command line.
    .option(
      '--env <file>',
      'read variables from a file like .env.example; variables that are already set keep their values',
    )
    .hook('preAction', async (command) => {
      const { env } = command.opts<{ env?: string }>();
      if (env !== undefined) (await import('../config.ts')).readEnvironmentFile(env);
    })
    .configureHelp({ styleTitle: (title) => styleText('bold', title), showGlobalOptions: true })
    .showHelpAfterError('(Run with --help for usage.)')
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = words.includes(name) ? await load(tokenShellCommand) : new Command(name);
    program.addCommand(command.summary(summary).copyInheritedSettings(program));
  }
  return program.addHelpText(
    'after',
    `
Environment variables configure every command. The help of a command lists those
that it reads.

${exitCodeHelp('done', 'failed', 'usage', 'refused', 'interrupted', 'terminated')}
Examples:
  clientele serve
  clientele serve --env .env
  clientele import clients.jsonl --tenant acme --dry-run
  clientele help import`,
  );
}
