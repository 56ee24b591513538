import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, inject, onTestFinished, test } from 'vitest';
import { clientIdOf, identifierFactory } from '../../src/credentials/identifier.ts';
import { createDatabase } from '../harness/postgres-server.ts';
import { clienteleProgram, killProgram, runProgram } from '../harness/program.ts';

/** More clients than an import stores before it is killed. */
const lines = 10_000;

test('an import that is killed and run again creates every client once, each with one audit event', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-import-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const newId = identifierFactory(Date.now);
  const file = join(directory, 'clients.jsonl');
  const line = (_: unknown, index: number) =>
    JSON.stringify({
      client_id: clientIdOf(newId()),
      name: `Client ${index}`,
      redirect_uris: ['https://app.example.com/callback'],
    });
  await writeFile(file, Array.from({ length: lines }, line).join('\n'));
  const databaseUrl = await createDatabase(inject('postgresUrl'));
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  onTestFinished(() => sql.end());
  const start = () =>
    runProgram(clienteleProgram, { DATABASE_URL: databaseUrl }, [
      'import',
      file,
      '--tenant',
      'acme',
      '--quiet',
    ]);
  const count = async () => {
    const [row] = await sql`select count(*)::int as clients from oauth_clients`.catch(() => []);
    return row?.clients ?? 0;
  };

  const killed = start();
  await expect.poll(count, { timeout: 40_000, interval: 5 }).toBeGreaterThan(0);
  await killProgram(killed);
  const stored = await count();
  expect(stored).toBeLessThan(lines);

  const again = start();
  expect(await again.ended, again.output.stderr).toBe(0);
  expect(await count()).toBe(lines);
  const [events] = await sql`
    select count(*)::int as all, count(distinct client_id)::int as clients
    from audit_events where action = 'oauth_client.import'`;
  expect(events).toEqual({ all: lines, clients: lines });
});
