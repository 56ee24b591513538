import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { currentIssueCode } from '../../domain/error/issue-catalogue.ts';
import { isUlid } from '../../domain/identifier.ts';
import { findAuditEvent } from '../../operations/audit/find-audit-event.ts';
import { builder } from '../builder.ts';
import { AuditChangeType } from './audit-change.ts';
import type { EdgeForm } from './page.ts';
import { ActorTypeType, AuditActionType, AuditOutcomeType, IssueCodeType } from './vocabulary.ts';

export const AuditEventType = builder.objectRef<AuditEvent>('OAuthAuditEvent');

builder.node(AuditEventType, {
  description:
    'A write or a refused attempt: its actor, action, client, time and network address. Events are immutable.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findAuditEvent(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'occurredAt' in value,
  fields: (t) => ({
    ulid: t.expose('id', { type: 'ULID', description: 'The id of the event: `id` in REST.' }),
    tenantId: t.exposeString('tenantId', { description: 'The tenant of the event.' }),
    action: t.expose('action', {
      type: AuditActionType,
      description: 'The action that was done or refused.',
    }),
    outcome: t.expose('outcome', {
      type: AuditOutcomeType,
      description: 'Whether the action was done or refused.',
    }),
    actorType: t.expose('actorType', { type: ActorTypeType, description: 'The type of the actor.' }),
    actorTenantId: t.exposeString('actorTenantId', {
      description:
        "The tenant of the caller's token. It differs from `tenantId` if a `super_admin` selected the tenant.",
    }),
    actorId: t.exposeString('actorId', {
      description: "The `sub` of the caller's token, or the name of a job of the gateway.",
    }),
    clientId: t.exposeString('clientId', {
      nullable: true,
      description: 'The `client_id` of the client; null for a refused registration.',
    }),
    requestId: t.exposeString('requestId', { description: 'The `X-Request-Id` of the request.' }),
    address: t.exposeString('address', {
      nullable: true,
      description: "The caller's network address; null for a job of the gateway.",
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'The time of the event.' }),
    changes: t.expose('changes', {
      type: [AuditChangeType],
      description: 'The changed fields; empty for a refused attempt.',
    }),
    refusalCode: t.exposeString('refusalCode', {
      nullable: true,
      description: 'The error code of a refused attempt; null for a done action.',
    }),
    issueCodes: t.field({
      type: [IssueCodeType],
      description: 'The issue codes of a refused attempt, each once. Codes that no longer exist are omitted.',
      resolve: ({ issueCodes }) => issueCodes.flatMap(currentIssueCode),
    }),
    occurrences: t.exposeInt('occurrences', {
      description:
        'The number of refused attempts in this event; 1 for every other event. The first one is recorded immediately. Identical refusals of one actor within ten minutes become one event, with the request and time of the last one.',
    }),
  }),
});

export const AuditEventConnection = builder.connectionObject(
  {
    name: 'OAuthAuditEventConnection',
    type: AuditEventType,
    description: 'A page of audit events, newest first.',
  },
  { name: 'OAuthAuditEventEdge', description: 'An audit event and its cursor.' },
);

/** Ids sort by time, so the id is the whole position. */
export function eventPositionOf(content: string): string | undefined {
  const [, id = ''] = /^event:(.*)$/.exec(content) ?? [];
  return isUlid(id) ? id : undefined;
}

export const eventEdges: EdgeForm<AuditEvent, AuditEvent> = {
  nodeOf: (event) => event,
  positionOf: ({ id }) => `event:${id}`,
};
