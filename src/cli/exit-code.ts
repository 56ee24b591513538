import { constants } from 'node:os';
import { helpList } from './help-list.ts';

/** The exit codes of the commands. */
export const exitCodes = {
  done: { code: 0, description: 'done' },
  failed: { code: 1, description: 'failed: the database, the network or a file' },
  usage: {
    code: 2,
    description: 'invalid command line or configuration, or another process uses the data directory',
  },
  refused: { code: 3, description: 'lines were refused' },
  // 128 plus the signal number, as in shells.
  interrupted: { code: 128 + constants.signals.SIGINT, description: 'ended by SIGINT (Ctrl-C)' },
  terminated: { code: 128 + constants.signals.SIGTERM, description: 'ended by SIGTERM' },
} as const;

/** The part of a help text that lists exit codes. */
export function exitCodeHelp(...names: (keyof typeof exitCodes)[]): string {
  return helpList(
    'Exit codes',
    names.map((name) => [`${exitCodes[name].code}`, exitCodes[name].description]),
  );
}
