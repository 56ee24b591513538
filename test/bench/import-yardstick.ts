import { once } from 'node:events';
import postgres from 'postgres';

/** Writes the batches into an empty database, one commit each, four at once. */
export type Yardstick = (url: string, batches: readonly Batch[]) => Promise<void>;

/** The rows of one batch for each table, in the format of COPY. */
type Batch = ReadonlyMap<string, readonly string[]>;

const tables = {
  oauth_clients: 't.client_id',
  oauth_client_secrets: "'app-' || t.oauth_client_id",
  audit_events: 't.client_id',
} as const;
const batchSize = 500;
const atOnce = 4;

/** The rows of an import, in batches of the size that the import uses. */
export async function readBatches(url: string): Promise<Batch[]> {
  const client = postgres(url, { max: 1 });
  const rows = new Map<string, Map<string, string[]>>();
  for (const [table, key] of Object.entries(tables)) {
    const columns = await client<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} order by ordinal_position`;
    const texts = columns.map(({ name }) => `t.${name}::text`).join(', ');
    const found = await client.unsafe(`select ${key}, ${texts} from ${table} t order by 1`).values();
    const byClient = new Map<string, string[]>();
    for (const [id, ...fields] of found)
      byClient.set(id, [...(byClient.get(id) ?? []), fields.map(copyText).join('\t')]);
    rows.set(table, byClient);
  }
  await client.end();
  const ids = [...(rows.get('oauth_clients')?.keys() ?? [])];
  return Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) => {
    const own = ids.slice(index * batchSize, (index + 1) * batchSize);
    return new Map(
      [...rows].map(([table, byClient]) => [table, own.flatMap((id) => byClient.get(id) ?? [])]),
    );
  });
}

function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

export const copyBatches: Yardstick = (url, batches) =>
  inTurn(url, batches, async (transaction, table, rows) => {
    const stream = await transaction.unsafe(`copy ${table} from stdin`).writable();
    stream.end(`${rows.join('\n')}\n`);
    await once(stream, 'finish');
  });

/** The text of the statements is built before the measurement, as input for `psql`. */
export const insertBatches: Yardstick = (url, batches) => {
  const texts = batches.map(
    (batch) =>
      new Map(
        [...batch].map(([table, rows]) => [
          table,
          [`insert into ${table} values ${rows.map(valuesOf).join(',')}`],
        ]),
      ),
  );
  return inTurn(url, texts, async (transaction, _, [text = '']) => {
    await transaction.unsafe(text);
  });
};

function valuesOf(row: string): string {
  const fields = row
    .split('\t')
    .map((field) => (field === '\\N' ? 'null' : `E'${field.replaceAll("'", "''")}'`));
  return `(${fields.join(',')})`;
}

async function inTurn(
  url: string,
  batches: readonly Batch[],
  write: (transaction: postgres.TransactionSql, table: string, rows: readonly string[]) => Promise<void>,
): Promise<void> {
  const client = postgres(url, { max: atOnce, onnotice: () => {} });
  let next = 0;
  const worker = async () => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++]) {
      const one = batch;
      await client.begin(async (transaction) => {
        for (const [table, rows] of one) if (rows.length > 0) await write(transaction, table, rows);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await client.end();
}
