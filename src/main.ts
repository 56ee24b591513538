import { ConfigProblems, loadConfig } from './config.ts';
import { banner } from './server/banner.ts';
import { createLog, describeError } from './server/log.ts';
import { start } from './server/start.ts';
import { explainStartFailure } from './server/start-failure.ts';

try {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const gateway = await start(config, log);
  process.stdout.write(await banner(gateway, config));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      gateway.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ error: describeError(error) }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  const isConfig = error instanceof ConfigProblems;
  const { message, exitCode } = isConfig
    ? { message: error.message, exitCode: 2 }
    : explainStartFailure(error);
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
