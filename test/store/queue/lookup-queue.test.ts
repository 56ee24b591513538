import { expect, test } from 'vitest';
import { lookupQueue } from '../../../src/store/queue/lookup-queue.ts';
import { noObserver } from '../../../src/store/queue/observer.ts';

test('lookups of one turn of the event loop share a statement, and each gets its own result', async () => {
  const statements: (readonly number[])[] = [];
  const double = lookupQueue('double', noObserver, async (keys: readonly number[]) => {
    statements.push(keys);
    return keys.map((key) => 2 * key);
  });
  const results = await Promise.all([1, 2, 3, 4, 5].map((key) => double(key)));
  expect(results).toEqual([2, 4, 6, 8, 10]);
  expect(statements).toEqual([[1, 2, 3, 4, 5]]);
});
