import type { StatementObserver } from './observer.ts';
import { sharedStatement } from './shared-statement.ts';

/**
 * Lets lookups that arrive while others are running share a statement, which costs the server and this process far less than
 * one statement each.
 *
 * @param find returns what it found for each key, in the order of the keys.
 */
export function lookupQueue<Key, Found>(
  name: string,
  observer: StatementObserver,
  find: (keys: readonly Key[]) => Promise<readonly Found[]>,
): (key: Key) => Promise<Found> {
  return sharedStatement(name, observer, async (batch) => {
    try {
      const found = await find(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(found[index] as Found);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  });
}
