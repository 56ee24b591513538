import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Search } from './database.ts';
import { DatabaseOverloaded } from './deadline.ts';

/** Milliseconds that a search may take; the server then ends it. */
const searchTimeout = 10_000;

/**
 * Searches over the connections of `client`, each in a transaction of its own. Until it ends, the connection serves this search
 * only, so that a cancellation by process id cannot hit the next one. The limit is set in the transaction, because a connection pooler may drop that of the connection.
 *
 * @param control another pool, over which statements are cancelled. Unlike the cancel request of the protocol, this works
 * through a pooler and with several hosts, and opens no connection.
 */
export function searchOn(client: postgres.Sql, control: postgres.Sql): Search {
  return async (ask, signal) => {
    const answer = await client.begin(async (scope) => {
      if (signal?.aborted) throw new DatabaseOverloaded('the caller did not wait for the answer');
      const server = scope.unsafe<{ pid: number }[]>(
        `select pg_backend_pid() as pid, set_config('statement_timeout', '${searchTimeout}', true)`,
      );
      // Sent now; only a cancellation awaits it. The search is sent without waiting for its answer.
      server.execute();
      let cancelled: Promise<unknown> | undefined;
      const cancel = () => {
        cancelled = cancelOn(control, server).catch(() => {});
      };
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        // Drizzle reads the options that a transaction of the driver does not carry.
        const within: Partial<postgres.Sql> = Object.assign(scope, { options: client.options });
        return { result: await ask(drizzle(within as postgres.Sql)) };
      } finally {
        signal?.removeEventListener('abort', cancel);
        await cancelled;
      }
    });
    return (answer as { result: Awaited<ReturnType<typeof ask>> }).result;
  };
}

async function cancelOn(
  control: postgres.Sql,
  server: PromiseLike<readonly { pid: number }[]>,
): Promise<void> {
  const [process] = await server;
  if (process) await control`select pg_cancel_backend(${process.pid}::int)`;
}
