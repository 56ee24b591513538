import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Config } from '../../config.ts';
import { decryptSecret } from '../../credentials/encrypted-secret.ts';
import { identifierFactory } from '../../credentials/identifier.ts';
import { importClients } from '../../operations/import/import-clients.ts';
import type { ImportLine } from '../../operations/import/imported-client.ts';
import type { Importer } from '../../operations/import/importer.ts';
import { type ImportStore, importStoreOn, inOneCommit } from '../../store/client/import-clients.ts';
import { readConfig } from '../config/read-config.ts';
import { Interrupted, onEndSignal } from '../end-signal.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { openToTry, openToWrite } from '../open-database.ts';
import { requireTenant } from '../tenant-flag.ts';
import { importReport, type Report } from './import-report.ts';
import { readClientLine } from './read-client-line.ts';
import { splitLines } from './split-lines.ts';

export interface ImportFlags {
  readonly tenant?: string;
  readonly onConflict: Importer['onConflict'];
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly quiet?: boolean;
}

/** Imports a file, reports the outcome, and sets the exit code. */
export async function importFile(path: string, flags: ImportFlags): Promise<void> {
  const config = readConfig();
  requireTenant(flags.tenant);
  const source = await openSource(path);
  const runId = randomUUID();
  const database = await (flags.dryRun ? openToTry(config) : openToWrite(config));
  const report = importReport({ ...flags, runId, bytes: source.bytes });
  const interruption = new AbortController();
  const ignoreSignals = onEndSignal((signal) => interruption.abort(new Interrupted(signal)));
  const lines = readLines(addAbortSignal(interruption.signal, source.stream), flags.tenant, report);
  const importWith = async (store: ImportStore) => {
    for await (const outcome of importClients(importerOf(config, flags, store, runId), lines))
      report.tell(outcome);
    report.allReported();
    return report.refused === 0;
  };
  try {
    if (flags.allOrNothing && !flags.dryRun) await inOneCommit(database, importWith);
    else await importWith(importStoreOn(database));
    report.finish();
  } catch (error) {
    report.abort();
    throw interruption.signal.aborted ? interruption.signal.reason : error;
  } finally {
    ignoreSignals();
    await database.close();
  }
  if (report.refused > 0) process.exitCode = exitCodes.refused.code;
}

function importerOf(config: Config, flags: ImportFlags, store: ImportStore, runId: string): Importer {
  const now = () => new Date();
  return {
    store,
    runId,
    now,
    newId: identifierFactory(() => Date.now()),
    policy: {
      recoverableSecrets: config.secretEncryptionKeys.length > 0,
      allowedJwksHosts: new Set(config.allowedJwksHosts),
      allowedPrivateUseSchemes: new Set(config.allowedPrivateUseSchemes),
    },
    decryptSecret: (encrypted) => decryptSecret(encrypted, config.secretEncryptionKeys),
    onConflict: flags.onConflict,
    isDryRun: flags.dryRun ?? false,
  };
}

interface Source {
  readonly stream: Readable;
  /** `undefined` for standard input. */
  readonly bytes: number | undefined;
}

const chunkBytes = 262_144;

/** Fails if the file cannot be read, before a database is opened. */
async function openSource(path: string): Promise<Source> {
  if (path === '-') return { stream: process.stdin, bytes: undefined };
  try {
    const file = await open(path);
    const found = await file.stat();
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    const stream = file.createReadStream({ highWaterMark: chunkBytes });
    return { stream, bytes: found.isFile() ? found.size : undefined };
  } catch (error) {
    throw new Failure(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  tenantId: string | undefined,
  report: Report,
): AsyncGenerator<ImportLine> {
  const counted = async function* () {
    for await (const chunk of chunks) {
      yield chunk;
      report.read(chunk.length);
    }
  };
  for await (const line of splitLines(counted())) {
    const read = readClientLine(line, tenantId);
    report.ignore(read.ignored);
    yield read;
  }
}
