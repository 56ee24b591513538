import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/store/database.ts';

export const tenant = 'acme';
export const smallTenant = 'bistro';
const clientsOfSmallTenant = 100;
export const commonUri = 'http://localhost:3000/callback';
const firstInstant = Date.parse('2025-01-01T00:00:00Z');

/** The number of bits set in a number, up to five bits. */
const words = (
  'payments mobile gateway Billing customer portal Ledger partner retail loan Analytics mortgage support desk invoice sandbox ' +
  'Treasury card wallet risk Onboarding insurance claims branch advisor web iOS Android batch import staging backend'
).split(' ');

/** One tenant has all clients except a hundred. Names have three words and a number; few names share its digits. */
export async function fillClients(database: Database, rows: number): Promise<void> {
  const word = (salt: string) => sql`(${sql.param(words)}::text[])[1 + (hashtext(n || ${salt}::text) & 31)]`;
  const name = sql`${word('a')} || ' ' || ${word('b')} || ' ' || ${word('c')} || ' ' || lpad((n::bigint * 733013 % 1000003)::text, 7, '0')`;
  // The statement limit of the product does not apply to this one connection, which represents one caller.
  await database.execute(sql`set statement_timeout = 0`);
  await database.execute(sql`
    insert into oauth_clients (
      id, client_id, tenant_id, name, name_key, redirect_uris, client_auth_methods, grant_types, scopes, cors_origins,
      is_confidential, status, version, created_at, updated_at
    )
    select id, 'app-' || id, case when n % ${rows / clientsOfSmallTenant}::int = 0 then ${smallTenant} else ${tenant} end,
      name, lower(name), array['https://app-' || n || '.example.com/callback', ${commonUri}],
      array['client_secret_basic'], array['authorization_code', 'refresh_token'], array['openid', 'profile'],
      array['https://app-' || n || '.example.com'], true, case when n % 50 = 1 then 'suspended' else 'active' end, 1,
      moment, moment
    from generate_series(1, ${rows}::int) n
    cross join lateral (
      select '01' || lpad(n::text, 8, '0') || upper(substr(md5(n::text), 1, 16)) as id, ${name} as name,
        timestamptz '2025-01-01 00:00:00Z' + n * interval '10 seconds' as moment
    ) made`);
  await database.execute(sql`vacuum analyze`);
  await database.execute(sql`reset statement_timeout`);
}

/** The `id` of the n-th client, counted from 1; its `client_id` is `app-` and the id. */
export function idOf(n: number): string {
  const digest = createHash('md5').update(`${n}`).digest('hex').slice(0, 16).toUpperCase();
  return `01${`${n}`.padStart(8, '0')}${digest}`;
}

/** The same as SQL. */
export const idOfInSql = (n: string) =>
  `'01' || lpad(${n}::text, 8, '0') || upper(substr(md5(${n}::text), 1, 16))`;

/** The number at the end of the n-th client's name; it is unique. */
export function numberOf(n: number): string {
  return `${(n * 733_013) % 1_000_003}`.padStart(7, '0');
}

export function instantOf(n: number): Date {
  return new Date(firstInstant + n * 10_000);
}

export function isOfSmallTenant(n: number, rows: number): boolean {
  return n % (rows / clientsOfSmallTenant) === 0;
}
