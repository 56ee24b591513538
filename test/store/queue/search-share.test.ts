import { expect, test } from 'vitest';
import { limitReads } from '../../../src/server/graphql/response-limit.ts';
import { searchesInTurn } from '../../../src/store/queue/search-share.ts';

test('starts no search of a request that has read too much while it waited', async () => {
  const inTurn = searchesInTurn();
  const onRead = limitReads(1000);
  let started = 0;
  const search = async () => {
    const found = await inTurn('acme', { onRead }, async () => {
      started += 1;
      return 'x'.repeat(3000);
    });
    onRead(found);
  };
  const results = await Promise.allSettled(Array.from({ length: 50 }, search));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Two run at once, and two more may have started when these were counted.
  expect(started).toBeLessThanOrEqual(4);
  // The next request still gets its turn.
  await expect(inTurn('acme', undefined, async () => 'found')).resolves.toBe('found');
});
