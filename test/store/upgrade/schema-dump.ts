import type { Database } from '../../../src/store/database.ts';
import type { Row } from './fixture.ts';
import { query } from './old-database.ts';

/** The name and definition of everything that a migration can create. */
const parts = {
  columns: `select format('%s.%s.%s', table_schema, table_name, column_name) as name,
      concat_ws(' ', data_type, udt_name, is_nullable, column_default) as definition
    from information_schema.columns where table_schema in ('public', 'drizzle')`,
  indexes: `select indexname as name, indexdef as definition from pg_indexes where schemaname in ('public', 'drizzle')`,
  constraints: `select format('%s %s', conrelid::regclass, conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where connamespace = 'public'::regnamespace`,
  triggers: `select tgname as name, pg_get_triggerdef(oid) as definition from pg_trigger where not tgisinternal`,
  functions: `select oid::regprocedure::text as name, prosrc as definition from pg_proc
    where pronamespace = 'public'::regnamespace`,
  extensions: 'select extname as name, extversion as definition from pg_extension',
  migrations: 'select created_at::text as name, hash as definition from drizzle.__drizzle_migrations',
};

/** The whole schema and the executed migrations, equal if nothing of a failed migration remains. */
export async function schemaDump(database: Database): Promise<Record<string, Row[]>> {
  const dump: Record<string, Row[]> = {};
  for (const [part, text] of Object.entries(parts))
    dump[part] = await query(database, `${text} order by 1, 2`);
  return dump;
}
