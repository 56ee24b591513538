import { Command } from 'commander';
import { environmentHelp } from '../config/environment.ts';
import { exitCodeHelp } from '../exit-code.ts';

/** @param tokenCommand the command that prints a token, for the start-up message. */
export function serveCommand(tokenCommand: string): Command {
  return new Command('serve')
    .description(
      'Start the gateway. It migrates its database, prints its address, and runs until SIGTERM or SIGINT. Then it finishes the requests in progress and stops. A second signal stops it immediately. Log lines go to standard error.',
    )
    .addHelpText(
      'after',
      `
${environmentHelp()}
${exitCodeHelp('done', 'failed', 'usage')}
Examples:
  clientele serve
  PORT=8080 DATABASE_URL=postgres://clientele:password@localhost/clientele clientele serve`,
    )
    .action(async () => {
      const { runGateway } = await import('../run-gateway.ts');
      await runGateway(tokenCommand);
    });
}
