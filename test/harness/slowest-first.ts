import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of the paths of tests that take 20 seconds or more, mostly waiting for other processes. */
const waiting = [
  '/test/fault/',
  '/test/fuzz/',
  '/test/store/upgrade/',
  '/test/cli/clientele',
  '/test/main.test',
  '/test/docs/',
];

/** Parts of the paths of tests that use a core all the time. */
const busy = ['/test/console/'];

/**
 * Starts with the slowest tests, so that none of them runs alone at the end. Those that wait and those that compute take turns, so that
 * the workers neither all wait nor all compute.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const among = (parts: readonly string[]) =>
      sorted.filter(({ moduleId }) => parts.some((part) => moduleId.includes(part)));
    const [waits, computes] = [among(waiting), among(busy)];
    const turns = Array.from({ length: Math.max(waits.length, computes.length) }, (_, turn) => [
      ...waits.slice(turn, turn + 1),
      ...computes.slice(turn, turn + 1),
    ]);
    return [...new Set([...turns.flat(), ...sorted])];
  }
}
