import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { CompactEncrypt } from 'jose';
import type { Step } from './step.ts';

/** A row by the columns of its step, as JSON. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows by table, in the order in which they can be written. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** The rows of a step, with the values generated for this run. */
export interface Filled {
  readonly tables: Tables;
  /** The plaintext of each secret, by its id. */
  readonly plaintexts: ReadonlyMap<string, string>;
}

/** The key of the encrypted secrets in a fixture. */
export const encryptionKey: Uint8Array = randomBytes(32);

/**
 * The committed rows of a step.
 * @throws if there are none, with what to add.
 */
export async function fixtureOf({ tag }: Step): Promise<Tables> {
  const file = new URL(`./fixture/${tag}.ts`, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(
      `The migration ${tag} has no rows to upgrade from. Write test/store/upgrade/fixture/${tag}.ts: it exports, as default, ` +
        'the rows of the step before it with the columns and tables that are new.',
    );
  }
  return (await import(file.href)).default;
}

/**
 * Replaces the placeholders `<…>` of the fixture by secrets, digests and keys of this run, so that the repository
 * contains none.
 */
export async function fill(fixture: Tables): Promise<Filled> {
  const plaintexts = new Map<string, string>();
  const tables: Record<string, readonly Row[]> = {};
  for (const [table, rows] of Object.entries(fixture)) {
    tables[table] = await Promise.all(
      rows.map(async (row) => {
        const made = await madeFor();
        if (row.digest === '<digest>') plaintexts.set(String(row.id), made.plaintext);
        const columns = Object.entries(row).map(([column, value]) => [
          column,
          typeof value === 'string' ? (made.values[value] ?? value) : value,
        ]);
        return Object.fromEntries(columns);
      }),
    );
  }
  return { tables, plaintexts };
}

/** A copy of the code of the first version, because stored data keeps its format. */
async function madeFor() {
  const plaintext = `secret_${randomBytes(32).toString('base64url')}`;
  const sealed = await new CompactEncrypt(Buffer.from(plaintext))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(encryptionKey);
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'größe' };
  const values: Readonly<Record<string, string>> = {
    '<digest>': `v1.${createHash('sha256').update(plaintext).digest('base64url')}`,
    '<last four>': plaintext.slice(-4),
    '<sealed>': sealed,
    // Spaces unlike those of jsonb, so that a change of the text shows.
    '<jwks>': `{ "keys" :[${JSON.stringify(jwk)}]\t}\n`,
  };
  return { plaintext, values };
}
