import { ConfigProblems, loadConfig, misspelledVariables } from '../config.ts';
import { requireFreePort } from '../server/listen.ts';

/** Serves until a signal ends the process. Where it cannot start, it says why and ends the process as well. */
export async function runGateway(): Promise<void> {
  try {
    await serve();
  } catch (error) {
    if (error instanceof ConfigProblems) throw error;
    const [{ explainStartFailure }, { killIfBlocked }] = await Promise.all([
      import('../server/start-failure.ts'),
      import('./failure.ts'),
    ]);
    const { message, exitCode } = explainStartFailure(error);
    process.stderr.write(`${message}\n`);
    killIfBlocked(error);
    // What was opened before may still be open.
    process.exit(exitCode);
  }
}

async function serve(): Promise<void> {
  const config = loadConfig();
  await requireFreePort(config);
  // Loading these takes most of a second.
  const [{ banner }, { createLog, describeError }, { start }] = await Promise.all([
    import('../server/banner.ts'),
    import('../server/log.ts'),
    import('../server/start.ts'),
  ]);
  const log = createLog(config.logLevel);
  for (const warning of misspelledVariables()) log.warn(warning);
  const gateway = await start(config, log);
  process.stdout.write(await banner(gateway, config));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
  let isStopping = false;

  function stop(signal: 'SIGINT' | 'SIGTERM'): void {
    log.info({ signal }, isStopping ? 'stopping at once' : 'stopping');
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => {
      log.fatal({ seconds: config.shutdownSeconds }, 'stopping took too long');
      process.exit(1);
    }, config.shutdownSeconds * 1000);
    // Whoever presses Ctrl-C waits for it; a service manager has load balancers to tell.
    gateway.close(signal === 'SIGTERM').then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ error: describeError(error) }, 'stopping failed');
        process.exit(1);
      },
    );
  }
}
