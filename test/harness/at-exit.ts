const key = Symbol.for('clientele.test.at-exit');
const shared = process as NodeJS.Process & { [key]?: Set<() => void> };

/**
 * Runs work when this process exits. There is one listener for all test files of a process, each of which loads its own copy of the
 * harness: Node warns from the eleventh listener on.
 */
export function atExit(work: () => void): void {
  let all = shared[key];
  if (!all) {
    all = new Set();
    shared[key] = all;
    const run = all;
    process.once('exit', () => {
      for (const each of run) each();
    });
  }
  all.add(work);
}
