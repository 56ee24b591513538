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
} as const;

/** The part of a help text that tells of these exit codes. */
export function exitCodeHelp(...names: (keyof typeof exitCodes)[]): string {
  const lines = names.map((name) => `  ${exitCodes[name].code}  ${exitCodes[name].description}`);
  return `Exit codes:\n${lines.join('\n')}\n`;
}
