import { type AuditTrail, auditTrailOn } from './audit-event.ts';
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

/** Everything that is read and written. */
export interface Store {
  readonly createClient: (row: NewClient) => Promise<void>;
  readonly changeClient: ChangeClient;
  readonly findClient: FindClient;
  readonly listClients: ListClients;
  readonly countClients: CountClients;
  readonly findSecret: FindSecret;
  readonly secretUse: SecretUse;
  readonly auditTrail: AuditTrail;
  readonly findIdempotencyKey: FindIdempotencyKey;
  readonly freeIdempotencyKey: FreeIdempotencyKey;
  readonly forgetIdempotencyKeys: ForgetIdempotencyKeys;
  readonly purgeClients: PurgeClients;
}

/** The store on an open database, with its statements prepared. */
export function storeOn({ database, isConcurrent }: Pick<OpenDatabase, 'database' | 'isConcurrent'>): Store {
  const createClients = prepareCreateClients(database);
  return {
    createClient: isConcurrent ? commitQueue(createClients) : (row) => createClients([row]),
    changeClient: changeClientOn(database),
    findClient: prepareFindClient(database),
    listClients: listClientsOn(database),
    countClients: countClientsOn(database),
    findSecret: findSecretOn(database),
    secretUse: secretUseOn(database),
    auditTrail: auditTrailOn(database),
    findIdempotencyKey: prepareFindIdempotencyKey(database),
    freeIdempotencyKey: freeIdempotencyKeyOn(database),
    forgetIdempotencyKeys: forgetIdempotencyKeysOn(database),
    purgeClients: purgeClientsOn(database),
  };
}
