import { setImmediate } from 'node:timers/promises';
import postgres from 'postgres';

type Work = (scope: postgres.TransactionSql) => unknown;

/**
 * Makes a transaction of the driver end with its connection. Otherwise the driver sends the following statements, a rollback
 * or another write, over a new connection: a write would be committed alone, and a failed rollback ends the process with an
 * unhandled rejection.
 */
export function withoutStragglers(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (work: Work) => Promise<unknown>;
  const guarded = (work: Work) => {
    let isLost = false;
    const attempt = begin(async (scope) => {
      const unsafe = scope.unsafe.bind(scope);
      scope.unsafe = ((...statement: Parameters<typeof unsafe>) => {
        if (isLost) throw new Error('The connection of the transaction was closed.');
        return unsafe(...statement);
      }) as typeof unsafe;
      try {
        return await work(scope);
      } catch (error) {
        // The driver reports a closed connection in the same turn, but here first.
        await setImmediate();
        // Only `attempt` is still awaited, and it has failed already.
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
  // The types of the driver lack `severity`, which, unlike `severity_local`, is not translated.
  return cause instanceof postgres.PostgresError && (cause as { severity?: unknown }).severity !== 'ERROR';
}
