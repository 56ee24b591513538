import type postgres from 'postgres';
import { tenant } from './client-table.ts';

/** For each table, the columns that must differ in each row, as SQL expressions. */
type Distinct = Readonly<Record<string, string>>;

/** Sorts by time as a ULID does, and is unique. */
const id =
  "'01' || lpad((extract(epoch from now()) * 1000000)::bigint::text, 16, '0') || lpad(:n::text, 8, '0')";
const distinct: Readonly<Record<string, Distinct>> = {
  oauth_clients: {
    id,
    client_id: `'app-' || ${id}`,
    name: "'Payments portal ' || :n::text",
    name_key: "'payments portal ' || :n::text",
    tenant_id: `'${tenant}'`,
  },
  oauth_client_secrets: { id, oauth_client_id: id },
  audit_events: { id, client_id: `'app-' || ${id}`, tenant_id: `'${tenant}'` },
};

/**
 * The bare SQL of a registration: the rows that the gateway wrote for a registration, in one statement with literals,
 * changed only where rows must differ.
 *
 * @param clientId of a registration of the gateway.
 */
export async function insertYardstick(client: postgres.Sql, clientId: string): Promise<string> {
  const key = clientId.replace('app-', '');
  const [clients, secrets, events] = [
    await insertOf(client, 'oauth_clients', `id = '${key}'`),
    await insertOf(client, 'oauth_client_secrets', `oauth_client_id = '${key}'`),
    await insertOf(client, 'audit_events', `client_id = '${clientId}'`),
  ];
  return `with c as (${clients}), s as (${secrets}) ${events}`;
}

async function insertOf(client: postgres.Sql, table: string, condition: string): Promise<string> {
  const columns = await client<{ name: string }[]>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} order by ordinal_position`;
  const names = columns.map(({ name }) => name);
  const texts = names.map((name) => `${name}::text`).join(', ');
  const [row] = await client.unsafe(`select ${texts} from ${table} where ${condition}`).values();
  const values = names.map((name, index) => distinct[table]?.[name] ?? literal(row?.[index]));
  return `insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`;
}

function literal(value: unknown): string {
  return value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
}
