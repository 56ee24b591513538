import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { currentIssueCode } from '../../domain/error/issue-catalogue.ts';
import { isUlid } from '../../domain/identifier.ts';
import { findAuditEvent } from '../../operations/audit/find-audit-event.ts';
import { builder } from '../builder.ts';
import { AuditChangeType } from './audit-change.ts';
import { ActorTypeType, AuditActionType, AuditOutcomeType, IssueCodeType } from './vocabulary.ts';

const AuditEventType = builder.objectRef<AuditEvent>('OAuthAuditEvent');

builder.node(AuditEventType, {
  description:
    'Who did what to which client, when and from where, or was refused to. It can never be changed.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findAuditEvent(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'occurredAt' in value,
  fields: (t) => ({
    ulid: t.expose('id', { type: 'ULID', description: 'The own id of the event, the `id` of the REST API.' }),
    tenantId: t.exposeString('tenantId', { description: 'The tenant in which it happened.' }),
    action: t.expose('action', { type: AuditActionType, description: 'What was done, or was to be done.' }),
    outcome: t.expose('outcome', { type: AuditOutcomeType, description: 'What came of it.' }),
    actorType: t.expose('actorType', { type: ActorTypeType, description: 'Who acted.' }),
    actorTenantId: t.exposeString('actorTenantId', {
      description:
        "The tenant of the caller's token; another one than `tenantId` where a `super_admin` chose the tenant.",
    }),
    actorId: t.exposeString('actorId', {
      description: "The `sub` of the caller's token, or the name of the gateway's own job.",
    }),
    clientId: t.exposeString('clientId', {
      nullable: true,
      description: 'The client it was about; null where none was named, as in a refused registration.',
    }),
    requestId: t.exposeString('requestId', { description: 'The `X-Request-Id` of the call.' }),
    address: t.exposeString('address', {
      nullable: true,
      description: "The caller's network address; null for the gateway itself.",
    }),
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When it happened.' }),
    changes: t.expose('changes', {
      type: [AuditChangeType],
      description: 'What became different, field by field; empty for a refusal.',
    }),
    refusalCode: t.exposeString('refusalCode', {
      nullable: true,
      description: 'Why it was refused: a code of the error catalogue.',
    }),
    issueCodes: t.field({
      type: [IssueCodeType],
      description:
        'What was wrong with the input of a refusal, each code once. A code that was removed since is left out.',
      resolve: ({ issueCodes }) => issueCodes.flatMap(currentIssueCode),
    }),
    occurrences: t.exposeInt('occurrences', {
      description:
        'Number of refusals that this event stands for; 1 for every other event. The first refusal of a kind is recorded at once. Equal refusals of the same actor are counted for ten minutes and then recorded as one event, with the request and time of the last one.',
    }),
  }),
});

export const AuditEventConnection = builder.connectionObject(
  {
    name: 'OAuthAuditEventConnection',
    type: AuditEventType,
    description: 'A page of audit events, newest first.',
  },
  { name: 'OAuthAuditEventEdge', description: 'An audit event and its place in the list.' },
);

/** Events sort by their id as they happened, so the id is the whole position. */
export function eventPositionOf(content: string): string | undefined {
  const [, id = ''] = /^event:(.*)$/.exec(content) ?? [];
  return isUlid(id) ? id : undefined;
}

export function eventEdgeOf(event: AuditEvent) {
  return { position: `event:${event.id}`, node: event };
}
