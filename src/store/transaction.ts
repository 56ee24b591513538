import { setImmediate } from 'node:timers/promises';
import postgres from 'postgres';

type Work = (scope: postgres.TransactionSql) => unknown;

/**
 * Makes a transaction of the driver end with its connection. By itself, the driver would send what comes after, a rollback
 * or another write, over a new connection: a write would be committed alone, and a rollback that fails ends the process
 * with a rejection that nobody can catch.
 */
export function withoutStragglers(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (work: Work) => Promise<unknown>;
  const guarded = (work: Work) => {
    let isLost = false;
    const attempt = begin(async (scope) => {
      const unsafe = scope.unsafe.bind(scope);
      scope.unsafe = ((...statement: Parameters<typeof unsafe>) => {
        if (isLost) throw new Error('The connection of the transaction is gone.');
        return unsafe(...statement);
      }) as typeof unsafe;
      try {
        return await work(scope);
      } catch (error) {
        // The driver tells of a closed connection in the same turn, but to this one first.
        await setImmediate();
        // What is still waited for is `attempt`, which has failed already.
        if (isLost || endsSession(error)) return new Promise(() => {});
        throw error;
      }
    });
    attempt.catch(() => {
      isLost = true;
    });
    return attempt;
  };
  return Object.assign(client, { begin: guarded });
}

/** FATAL and PANIC close the connection, a moment later. */
function endsSession(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  // The driver's types do not know the member that is the same in every language.
  return cause instanceof postgres.PostgresError && (cause as { severity?: unknown }).severity !== 'ERROR';
}
