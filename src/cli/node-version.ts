/*
 * Imported first, and without imports of its own: on an older Node, the packages of this program fail with a stack trace. It
 * uses only syntax that Node 12 supports.
 */

/** Whether this version of Node, as in `process.versions.node`, is one of `engines` in package.json. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Prints an error and ends the process if Node is too old. */
export function requireSupportedNode(): void {
  if (isSupportedNode(process.versions.node)) return;
  process.stderr.write(
    `Clientele requires Node.js 20.19 or a later 20.x, or 22.12 or later. This is Node.js ${process.versions.node}.\n`,
  );
  process.exit(2);
}
