import type { AuditFilter } from '../domain/audit/audit-filter.ts';
import type { ClientFilter, ClientOrder, ClientPosition } from '../domain/client/client-filter.ts';
import type { Page } from '../domain/page.ts';
import type { WantedEvents } from '../store/audit-event.ts';
import type { IdempotencyKey } from '../store/idempotency-key.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './services.ts';

/** The row of an idempotency key without its client. */
export type KeyIdentity = Omit<IdempotencyKey, 'clientId' | 'createdAt'>;

export type TenantStore = ReturnType<typeof tenantStore>;

/**
 * The store as operations have it: its functions read and change only rows of the caller's tenant. Searches end when the caller
 * has gone.
 */
export function tenantStore(store: Store, caller: Caller) {
  const { tenantId, homeTenantId, id } = caller.actor;
  const { reads } = store;
  const ownerOf = (key: string) => ({ tenantId, actorTenantId: homeTenantId, actorId: id, key });
  return {
    /** Never stale, for reads before a write. A lagging replica may serve the other reads. */
    findCurrentClient: (clientId: string) => store.findClient.byClientId(tenantId, clientId),
    findClient: (clientId: string) => reads.findClient.byClientId(tenantId, clientId),
    findClientById: (clientUlid: string) => reads.findClient.byId(tenantId, clientUlid),
    listClients: (filter: ClientFilter, order: ClientOrder, page: Page<ClientPosition>) =>
      reads.listClients(tenantId, filter, order, page, caller),
    countClients: (filter: ClientFilter) => reads.countClients(tenantId, filter, caller),
    findSecret: (secretId: string) => reads.findSecret.byId(tenantId, secretId),
    secretsOfClients: (ids: readonly string[]) => reads.findSecret.ofClients(tenantId, ids),
    findAuditEvent: (eventId: string) => reads.auditTrail.byId(tenantId, eventId, caller),
    listAuditEvents: (wanted: WantedEvents) => reads.auditTrail.list(tenantId, wanted, caller),
    countAuditEvents: (filter: AuditFilter) => reads.auditTrail.count(tenantId, filter, caller),
    listAuditEventsOfClients: (clientIds: readonly string[], wanted: WantedEvents) =>
      reads.auditTrail.listOfClients(tenantId, clientIds, wanted, caller),
    countAuditEventsOfClients: (clientIds: readonly string[], filter: AuditFilter) =>
      reads.auditTrail.countOfClients(tenantId, clientIds, filter, caller),
    changeClient: (clientId: string, isDeleted: boolean, decide: Parameters<Store['changeClient']>[1]) =>
      store.changeClient({ tenantId, clientId, isDeleted }, decide),
    findClientState: (clientId: string) => store.findClientState(tenantId, clientId),
    createClient: store.createClient,
    /** In any tenant, because a `client_id` is unique on the server. */
    isClientIdUsed: store.isClientIdUsed,
    /** The identity of a key of this caller. */
    keyIdentity: (key: string, inputDigest: string): KeyIdentity => ({ ...ownerOf(key), inputDigest }),
    findIdempotencyKey: (key: string) => store.findIdempotencyKey(ownerOf(key)),
    freeIdempotencyKey: (key: string, usedUntil: Date) => store.freeIdempotencyKey(ownerOf(key), usedUntil),
  };
}
