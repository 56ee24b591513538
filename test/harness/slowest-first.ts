import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of the paths of tests that take 20 seconds or more, of which most is waiting for other processes. */
const slow = [
  '/test/fault/',
  '/test/fuzz/',
  '/test/store/upgrade/',
  '/test/cli/clientele',
  '/test/main.test',
  '/test/docs/',
];

/** Starts with the slowest tests, so that none of them runs alone at the end. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slow.some((folder) => moduleId.includes(folder));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
