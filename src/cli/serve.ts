import { Command } from 'commander';
import { environmentHelp } from './environment.ts';
import { exitCodeHelp } from './exit-code.ts';

/** @param tokenCommand the command that prints a token, as the start-up message names it. */
export function serveCommand(tokenCommand: string): Command {
  return new Command('serve')
    .description(
      'Start the gateway. It migrates its database, prints where it listens, and serves until SIGTERM or SIGINT, which it answers by finishing what is under way. A second signal ends it at once. Log lines go to standard error.',
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
      const { runGateway } = await import('./run-gateway.ts');
      await runGateway(tokenCommand);
    });
}
