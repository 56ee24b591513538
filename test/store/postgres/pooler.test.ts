import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { openMigratedPostgres, openPostgres } from '../../../src/store/postgres/postgres.ts';
import { hasPgbouncer, isOldPgbouncer, startPgbouncer } from '../../harness/pgbouncer.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { clienteleProgram, runProgram } from '../../harness/program.ts';
import { openTransactionPooler } from '../../harness/transaction-pooler.ts';

const reason = /loses prepared statements.*PgBouncer 1\.21.*pool_mode = session/;

let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject('postgresUrl'));
  await (await openPostgres(databaseUrl)).close();
});

async function messageOf(opening: Promise<{ close: () => Promise<void> }>): Promise<string> {
  try {
    await (await opening).close();
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was opened.';
}

async function checkConfig(url: string) {
  const { ended, output } = runProgram(clienteleProgram, { DATA_DIR: 'memory://', DATABASE_URL: url }, [
    'check-config',
    '--connect',
  ]);
  return { code: await ended, ...output };
}

describe('a pooler that moves each transaction to another connection and loses prepared statements', () => {
  test('is reported at start-up and by check-config, with what to do', async () => {
    const pooler = await openTransactionPooler(databaseUrl);
    onTestFinished(pooler.close);
    expect(await messageOf(openPostgres(pooler.url))).toMatch(reason);
    expect(await messageOf(openMigratedPostgres(pooler.url))).toMatch(reason);
    const { code, stderr } = await checkConfig(pooler.url);
    expect(code).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('    at ');
  });

  test('is refused without leaving a connection open', async () => {
    const url = await createDatabase(inject('postgresUrl'));
    const pooler = await openTransactionPooler(url);
    expect(await messageOf(openPostgres(pooler.url))).toMatch(reason);
    await pooler.close();
    const client = postgres(url, { max: 1 });
    onTestFinished(() => client.end());
    let others = -1;
    for (let attempt = 0; attempt < 500 && others !== 0; attempt++) {
      const [row] = await client<{ count: number }[]>`select count(*)::int from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
      others = row?.count ?? -1;
      await delay(10);
    }
    expect(others).toBe(0);
  });
});

test('a direct connection is accepted', async () => {
  expect(await messageOf(openPostgres(databaseUrl))).toBe('It was opened.');
});

describe.runIf(hasPgbouncer)('an installed PgBouncer', () => {
  test('is accepted in session mode, and refused in transaction mode if it is older than 1.21', async () => {
    expect(await messageOf(openPostgres(await startPgbouncer(databaseUrl, 'session')))).toBe(
      'It was opened.',
    );
    const transactionUrl = await startPgbouncer(databaseUrl, 'transaction');
    expect(await messageOf(openPostgres(transactionUrl))).toMatch(
      (await isOldPgbouncer()) ? reason : /^It was opened\.$/,
    );
  });
});
