import postgres from 'postgres';

/** Connections that are opened, one after another, until the pooler moves the next transaction to another one. */
const maxHeld = 4;
/** Milliseconds for which they are open at most, because a pooler with one connection to the server has no other. */
const longestHold = 2000;

/** A connection pooler in front of the database loses prepared statements between transactions. */
class PoolerUnsuitable extends Error {
  override readonly name = 'PoolerUnsuitable';

  constructor() {
    super(
      'a connection pooler in transaction mode loses prepared statements, so that most changes would fail; use PgBouncer ' +
        '1.21 or later with max_prepared_statements above 0, or pool_mode = session',
    );
  }
}

/**
 * Checks that prepared statements outlive a transaction, which they do not behind PgBouncer before 1.21 in transaction
 * mode: a gateway there starts, and then most of its changes fail, because the driver prepares `begin` and `commit`.
 *
 * A direct connection costs one statement. Behind a pooler, further connections are kept in transactions until one that
 * has prepared a statement is moved to another process of the server.
 *
 * @param connect opens a client with one connection.
 * @throws {PoolerUnsuitable}
 */
export async function requirePreparedStatements(connect: () => postgres.Sql): Promise<void> {
  const clients = [connect()];
  const [first] = clients as [postgres.Sql];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: Promise<unknown>[] = [];
  const timer = setTimeout(() => release(), longestHold);
  try {
    const before = await first.begin(processOf);
    if (!before.isPooled) return;
    for (let count = 0; count < maxHeld; count++) {
      const holder = connect();
      clients.push(holder);
      held.push((await hold(holder, released)).end);
      const { pid } = await first.begin(processOf);
      if (pid !== before.pid) return;
    }
  } catch (error) {
    if (error instanceof postgres.PostgresError && lostStatement.test(error.code))
      throw new PoolerUnsuitable();
    throw error;
  } finally {
    clearTimeout(timer);
    release();
    await Promise.allSettled(held);
    await Promise.all(clients.map((client) => client.end({ timeout: 5 })));
  }
}

/** The prepared statement is missing, or another client of the pooler has one with the same name. */
const lostStatement = /^(26000|42P05)$/;

/** Uses the same text for each call, which the driver prepares once per connection. */
async function processOf(
  sql: postgres.TransactionSql,
): Promise<{ readonly pid: number; readonly isPooled: boolean }> {
  const answer = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = answer[0]?.pid ?? 0;
  // A pooler sends its clients a made-up process id.
  return { pid, isPooled: answer.state.pid !== pid };
}

/** Starts a transaction. Resolves once it has a connection, with the promise of its end. */
function hold(client: postgres.Sql, released: Promise<void>): Promise<{ readonly end: Promise<unknown> }> {
  return new Promise((resolve, reject) => {
    const end = client.begin(async (sql) => {
      await processOf(sql);
      resolve({ end });
      await released;
    });
    end.catch(reject);
  });
}
