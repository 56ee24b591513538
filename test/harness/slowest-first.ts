import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Folders whose tests take minutes each, of which most is waiting. */
const slow = ['/test/fault/', '/test/fuzz/'];

/** Begins with the slowest, so that none of them is left over when everything else is done. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slow.some((folder) => moduleId.includes(folder));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
