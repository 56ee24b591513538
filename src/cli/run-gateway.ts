import { type Config, ConfigProblems, givenVariables, loadConfig, misspelledVariables } from '../config.ts';
import { variables } from '../config-table.ts';
import { requireFreePort } from '../server/http/listen.ts';

/**
 * Serves until a signal ends the process. If it cannot start, it prints the reason and ends the process.
 *
 * @param tokenCommand the command that prints a token, for the start-up message.
 */
export async function runGateway(tokenCommand: string): Promise<void> {
  try {
    await serve(tokenCommand);
  } catch (error) {
    if (error instanceof ConfigProblems) throw error;
    const [{ explainStartFailure }, { killIfBlocked }] = await Promise.all([
      import('../server/start-failure.ts'),
      import('./failure.ts'),
    ]);
    const { message, exitCode } = explainStartFailure(error);
    process.stderr.write(`${message}\n`);
    killIfBlocked(error);
    // Resources that were opened before may keep the process running.
    process.exit(exitCode);
  }
}

async function serve(tokenCommand: string): Promise<void> {
  const config = loadConfig();
  await requireFreePort(config);
  // Loading these modules takes most of a second.
  const [{ startUpMessage }, { createLog, describeError }, { start }] = await Promise.all([
    import('../server/start-up-message.ts'),
    import('../server/observe/log.ts'),
    import('../server/start.ts'),
  ]);
  const log = createLog(config.logLevel, config.logFormat ?? (process.stderr.isTTY ? 'text' : 'json'));
  for (const warning of misspelledVariables()) log.warn(warning);
  const gateway = await start(config, log);
  let isStopping = false;
  // Before the message, because a program that waits for it may send a signal at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  process.stdout.write(await startUpMessage(gateway, config, inOtherShell(tokenCommand, config)));

  function stop(signal: 'SIGINT' | 'SIGTERM'): void {
    log.info({ signal }, isStopping ? 'stopping at once' : 'stopping');
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => {
      log.fatal({ seconds: config.shutdownSeconds }, 'stopping took too long');
      process.exit(1);
    }, config.shutdownSeconds * 1000);
    // Ctrl-C stops without a delay. After SIGTERM, load balancers first see `/readyz` fail.
    gateway.close(signal === 'SIGTERM').then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ error: describeError(error) }, 'stopping failed');
        process.exit(1);
      },
    );
  }
}

/** The variables that decide the signing key and the claims of a token. */
const tokenVariables = ['DATA_DIR', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** The command with the variables that a shell needs to run it; `undefined` if no command can print a token. */
function inOtherShell(command: string, { dataDirectory }: Config): string | undefined {
  if (dataDirectory === undefined) return undefined;
  const given = givenVariables();
  const settings = tokenVariables
    .filter((name) => given[name] !== undefined && given[name] !== variables[name].default)
    .map((name) => `${name}=${quoted(given[name] ?? '')} `);
  return `${settings.join('')}${command}`;
}

/** Quotes a word for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
