import { type AuditTrail, auditTrailOn, type RecordAuditEvent, recordAuditEventOn } from './audit-event.ts';
import { type ChangeClient, changeClientOn } from './change-client.ts';
import { commitQueue } from './commit-queue.ts';
import { type NewClient, prepareCreateClients } from './create-client.ts';
import type { OpenDatabase } from './database.ts';
import { type FindClient, prepareFindClient } from './find-client.ts';
import { type FindSecret, findSecretOn } from './find-secret.ts';
import {
  type FindIdempotencyKey,
  type ForgetIdempotencyKeys,
  type FreeIdempotencyKey,
  forgetIdempotencyKeysOn,
  freeIdempotencyKeyOn,
  prepareFindIdempotencyKey,
} from './idempotency-key.ts';
import { type CountClients, countClientsOn, type ListClients, listClientsOn } from './list-clients.ts';
import { type PurgeClients, purgeClientsOn } from './purge.ts';
import { type SecretUse, secretUseOn } from './secret-use.ts';

/** What only looks: a copy of the database that lags a little may answer it. */
export interface Reads {
  readonly findClient: FindClient;
  readonly listClients: ListClients;
  readonly countClients: CountClients;
  readonly findSecret: FindSecret;
  readonly auditTrail: AuditTrail;
}

/** Everything that is read and written. */
export interface Store {
  readonly reads: Reads;
  readonly createClient: (row: NewClient) => Promise<void>;
  readonly changeClient: ChangeClient;
  /** For what is about to be written: never out of date. */
  readonly findClient: FindClient;
  readonly secretUse: SecretUse;
  readonly recordAuditEvent: RecordAuditEvent;
  readonly findIdempotencyKey: FindIdempotencyKey;
  readonly freeIdempotencyKey: FreeIdempotencyKey;
  readonly forgetIdempotencyKeys: ForgetIdempotencyKeys;
  readonly purgeClients: PurgeClients;
}

/** The store on an open database, with its statements prepared. */
export function storeOn({
  database,
  lookups,
  isConcurrent,
}: Omit<OpenDatabase, 'description' | 'close'>): Store {
  const createClients = prepareCreateClients(database);
  const reads = readsOn({ database, lookups });
  return {
    reads,
    createClient: isConcurrent ? commitQueue(createClients) : (row) => createClients([row]),
    changeClient: changeClientOn(database),
    findClient: reads.findClient,
    secretUse: secretUseOn(database),
    recordAuditEvent: recordAuditEventOn(database),
    findIdempotencyKey: prepareFindIdempotencyKey(lookups),
    freeIdempotencyKey: freeIdempotencyKeyOn(database),
    forgetIdempotencyKeys: forgetIdempotencyKeysOn(database),
    purgeClients: purgeClientsOn(database),
  };
}

/** What can be read from an open database. */
export function readsOn({ database, lookups }: Pick<OpenDatabase, 'database' | 'lookups'>): Reads {
  return {
    findClient: prepareFindClient(lookups),
    listClients: listClientsOn(database),
    countClients: countClientsOn(database),
    findSecret: findSecretOn(lookups),
    auditTrail: auditTrailOn(database),
  };
}
