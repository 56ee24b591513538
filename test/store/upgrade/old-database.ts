import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { sql } from 'drizzle-orm';
import { drizzle as drizzleOnPglite } from 'drizzle-orm/pglite';
import { migrate as migrateOnPglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzleOnPostgres } from 'drizzle-orm/postgres-js';
import { migrate as migrateOnPostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { expect, inject, onTestFinished } from 'vitest';
import type { Config } from '../../../src/config.ts';
import type { Database } from '../../../src/store/database.ts';
import { copyDirectory } from '../../harness/embedded-database.ts';
import type { DatabaseKind } from '../../harness/gateway.ts';
import { createDatabase } from '../../harness/postgres-server.ts';
import { encryptionKey, type Filled, fill, fixtureOf, type Row, type Tables } from './fixture.ts';
import { folderUpTo, type Step } from './step.ts';

/** A database after a step, with rows of that version. */
export interface OldDatabase extends Filled {
  /** Its URL, and the key of its encrypted secrets, for `openGateway`. */
  readonly place: Pick<Config, 'databaseUrl' | 'dataDirectory' | 'secretEncryptionKeys'>;
  readonly url: string;
}

/** Migrates an empty database with Drizzle's own migrator up to a step and writes the step's rows. */
export async function oldDatabase(kind: DatabaseKind, step: Step, directory: string): Promise<OldDatabase> {
  const filled = await fill(await fixtureOf(step));
  const migrationsFolder = await folderUpTo(step, directory);
  const dataDirectory = join(directory, `${kind}-${step.tag}`);
  const isPglite = kind === 'PGlite';
  const url = isPglite ? '' : await createDatabase(inject('postgresUrl'));
  if (isPglite) {
    await mkdir(dataDirectory);
    await copyDirectory(await newCluster(directory), join(dataDirectory, 'database'));
    const client = await PGlite.create(join(dataDirectory, 'database'), { extensions: { pg_trgm } });
    const database = drizzleOnPglite(client);
    await migrateOnPglite(database, { migrationsFolder });
    await write(database, filled);
    await client.close();
  } else {
    const client = postgres(url, { max: 1, onnotice: () => {} });
    const database = drizzleOnPostgres(client);
    await migrateOnPostgres(database, { migrationsFolder });
    await write(database as Database, filled);
    await client.end();
  }
  const place = isPglite ? { dataDirectory } : { databaseUrl: url };
  return {
    ...filled,
    url,
    place: {
      databaseUrl: undefined,
      dataDirectory: undefined,
      ...place,
      secretEncryptionKeys: [encryptionKey],
    },
  };
}

const clusters = new Map<string, Promise<string>>();

/** An embedded database without tables, created once for a directory: creating one takes 3 s of CPU, copying it 0.3 s. */
function newCluster(directory: string): Promise<string> {
  const known = clusters.get(directory);
  if (known) return known;
  const path = join(directory, 'cluster');
  const created = PGlite.create(path)
    .then((client) => client.close())
    .then(() => path);
  clusters.set(directory, created);
  return created;
}

async function write(database: Database, { tables }: Filled): Promise<void> {
  for (const [table, rows] of Object.entries(tables)) {
    const name = sql.identifier(table);
    const json = JSON.stringify(rows);
    await database.execute(
      sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${json}::json)`,
    );
    await requireEveryColumn(database, table, rows);
  }
  const stored = await query(database, "select tablename from pg_tables where schemaname = 'public'");
  const forgotten = stored.map(({ tablename }) => String(tablename)).filter((name) => !tables[name]?.length);
  if (forgotten.length > 0) throw new Error(`The fixture has no rows of ${forgotten.join(', ')}.`);
}

/** The columns that no row uses, whose upgrade is therefore not tested. */
async function requireEveryColumn(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = await query(
    database,
    `select column_name, is_nullable from information_schema.columns where table_schema = 'public' and table_name = '${table}'`,
  );
  const known = columns.map(({ column_name }) => column_name);
  const strange = Object.keys(rows[0] ?? {}).filter((name) => !known.includes(name));
  if (strange.length > 0) throw new Error(`There is no column ${strange.join(', ')} in ${table}.`);
  for (const { column_name: column, is_nullable: isNullable } of columns) {
    const values = rows.map((row) => row[String(column)]);
    const isSet = values.some((value) => value != null);
    if (values.includes(undefined) || !isSet || (isNullable === 'YES' && !values.includes(null))) {
      throw new Error(
        `Every row of ${table} in the fixture has to name the column ${column}; one has to set it${isNullable === 'YES' ? ', and one has to have null' : ''}.`,
      );
    }
  }
}

/** A separate session, for the duration of a test. */
export function sessionOn(url: string) {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  onTestFinished(() => client.end());
  return { client, database: drizzleOnPostgres(client) as Database };
}

/** The rows of a statement, with either driver. */
export async function query(database: Database, text: string): Promise<Row[]> {
  const result = (await database.execute(sql.raw(text))) as Row[] | { readonly rows: Row[] };
  return 'rows' in result ? result.rows : [...result];
}

/** Every row of the tables by its first key, as JSON, with times in the format of the fixtures. */
export async function contents(database: Database, tables: readonly string[]): Promise<Record<string, Row>> {
  const found: [string, Row][] = [];
  for (const table of tables) {
    const rows = await query(database, `select to_jsonb(t) as row from ${table} t`);
    for (const { row } of rows) found.push([nameOf(table, row as Row), withInstants(row as Row)]);
  }
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The rows of a fixture in the format of `contents`. */
export function contentsOf(tables: Tables): Record<string, Row> {
  const rows = Object.entries(tables).flatMap(([table, rows]) =>
    rows.map((row) => [nameOf(table, row), row]),
  );
  return Object.fromEntries(rows);
}

/** Checks that exactly the expected rows exist with their values; a missing search key is filled in. */
export function expectKept(found: Record<string, Row>, before: Record<string, Row>): void {
  expect(Object.keys(found)).toEqual(Object.keys(before).sort());
  for (const [name, { name_key: key, ...row }] of Object.entries(before)) {
    expect(found[name], name).toMatchObject(
      key === undefined || key === '' ? row : { ...row, name_key: key },
    );
  }
}

/** The column that distinguishes the rows in a test. */
function nameOf(table: string, row: Row): string {
  return `${table} ${row.id ?? row.key}`;
}

function withInstants(row: Row): Row {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' && instant.test(value) ? new Date(value).toISOString() : value,
    ]),
  );
}
