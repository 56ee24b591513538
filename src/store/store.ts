import { type AuditTrail, auditTrailOn, type RecordAuditEvent, recordAuditEventOn } from './audit-event.ts';
import {
  type ChangeClient,
  changeClientOn,
  type FindClientState,
  findClientStateOn,
} from './client/change-client.ts';
import {
  type IsClientIdUsed,
  type NewClient,
  prepareCreateClients,
  prepareIsClientIdUsed,
} from './client/create-client.ts';
import { type FindClient, prepareFindClient } from './client/find-client.ts';
import { type CountClients, countClientsOn, type ListClients, listClientsOn } from './client/list-clients.ts';
import type { OpenDatabase, Search } from './database.ts';
import { type FindSecret, findSecretOn } from './find-secret.ts';
import {
  type FindIdempotencyKey,
  type ForgetIdempotencyKeys,
  type FreeIdempotencyKey,
  forgetIdempotencyKeysOn,
  freeIdempotencyKeyOn,
  prepareFindIdempotencyKey,
} from './idempotency-key.ts';
import { type PurgeClients, purgeClientsOn } from './purge.ts';
import { commitQueue } from './queue/commit-queue.ts';
import { noObserver, type StatementObserver } from './queue/observer.ts';
import { searchesInTurn } from './queue/search-share.ts';
import { type SecretUse, secretUseOn } from './secret-use.ts';

/** Read-only queries; a lagging replica may serve them. */
export interface Reads {
  readonly findClient: FindClient;
  readonly listClients: ListClients;
  readonly countClients: CountClients;
  readonly findSecret: FindSecret;
  readonly auditTrail: AuditTrail;
}

/** All reads and writes. */
export interface Store {
  readonly reads: Reads;
  readonly createClient: (row: NewClient) => Promise<void>;
  readonly changeClient: ChangeClient;
  /** Reads what a change would read: never stale. */
  readonly findClientState: FindClientState;
  /** Reads before a write: never stale. */
  readonly findClient: FindClient;
  readonly secretUse: SecretUse;
  readonly recordAuditEvent: RecordAuditEvent;
  readonly isClientIdUsed: IsClientIdUsed;
  readonly findIdempotencyKey: FindIdempotencyKey;
  readonly freeIdempotencyKey: FreeIdempotencyKey;
  readonly forgetIdempotencyKeys: ForgetIdempotencyKeys;
  readonly purgeClients: PurgeClients;
}

/** The store of an open database, with prepared statements. */
export function storeOn(
  { database, shared, isConcurrent, search }: Readable & Pick<OpenDatabase, 'isConcurrent'>,
  observer = noObserver,
): Store {
  const createClients = prepareCreateClients(shared);
  const reads = readsOn({ database, shared, search }, observer);
  return {
    reads,
    createClient: isConcurrent ? createOn(createClients, observer) : (row) => createClients([row]),
    changeClient: changeClientOn(database),
    findClientState: findClientStateOn(database),
    findClient: reads.findClient,
    secretUse: secretUseOn({ database, shared }, observer),
    recordAuditEvent: recordAuditEventOn(database),
    isClientIdUsed: prepareIsClientIdUsed(shared),
    findIdempotencyKey: prepareFindIdempotencyKey(shared),
    freeIdempotencyKey: freeIdempotencyKeyOn(database),
    forgetIdempotencyKeys: forgetIdempotencyKeysOn(database),
    purgeClients: purgeClientsOn(database),
  };
}

/**
 * Rows with a chosen `client_id` and rows with an idempotency key have separate queues, because a conflict of ids or keys fails
 * their whole statement, and an id that an import has not committed yet blocks it.
 */
function createOn(
  createClients: (rows: readonly NewClient[]) => Promise<void>,
  observer: StatementObserver,
): Store['createClient'] {
  const tenantOf = ({ auditEvent }: NewClient) => auditEvent.actorTenantId;
  const queueOf = (name: string) => commitQueue(name, observer, createClients, tenantOf);
  const chosen = queueOf('create_clients_with_id');
  const keyed = queueOf('create_clients_with_key');
  const others = queueOf('create_clients');
  return (row) => {
    if (row.hasChosenId) return chosen(row);
    return row.idempotencyKey ? keyed(row) : others(row);
  };
}

/** A database to read from. Without separate connections for searches, `database` serves them. */
type Readable = Pick<OpenDatabase, 'database' | 'shared'> & { readonly search?: Search | undefined };

/** The reads of an open database. */
export function readsOn(
  { database, shared, search = (ask) => ask(database) }: Readable,
  observer = noObserver,
): Reads {
  const inTurn = searchesInTurn();
  return {
    findClient: prepareFindClient(shared, observer),
    listClients: listClientsOn({ search, shared }, inTurn),
    countClients: countClientsOn(search, inTurn),
    findSecret: findSecretOn({ database, shared }, observer),
    auditTrail: auditTrailOn(search, inTurn),
  };
}
