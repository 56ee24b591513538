import { constants } from 'node:os';
import { helpList } from './help-list.ts';

/** What a command ends with. */
export const exitCodes = {
  done: { code: 0, description: 'done' },
  failed: { code: 1, description: 'failed: the database, the network or a file' },
  usage: {
    code: 2,
    description:
      'the command line or the configuration cannot be used, or another process has the data directory',
  },
  refused: { code: 3, description: 'lines were refused' },
  // As shells have it of a program that a signal ended.
  interrupted: { code: 128 + constants.signals.SIGINT, description: 'ended by SIGINT (Ctrl-C)' },
  terminated: { code: 128 + constants.signals.SIGTERM, description: 'ended by SIGTERM' },
} as const;

/** The part of a help text that tells of these exit codes. */
export function exitCodeHelp(...names: (keyof typeof exitCodes)[]): string {
  return helpList(
    'Exit codes',
    names.map((name) => [`${exitCodes[name].code}`, exitCodes[name].description]),
  );
}
