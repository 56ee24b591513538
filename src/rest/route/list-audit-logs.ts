import { z } from 'zod';
import { actorTypes, auditActions } from '../../domain/audit/audit-event.ts';
import { valuesOf } from '../../domain/client/vocabulary.ts';
import type { Context } from '../../graphql/context.ts';
import { present } from '../client.ts';
import type { RestResponse } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type ListedPage, pagedAnswer, pageVariables } from '../page.ts';
import { clientNotFound } from '../refusal.ts';
import { type RestRequest, withUnreadable } from '../request.ts';
import { clientPath, type Route } from '../route.ts';
import { toRestValues } from '../wire/value-name.ts';
import { clientId, listOf, named, ulid } from '../wire/wire-schema.ts';

/** An audit event as the document selects it. */
interface WireEvent {
  readonly ulid: string;
  readonly tenantId: string;
  readonly action: string;
  readonly outcome: 'DONE' | 'REFUSED';
  readonly actorType: string;
  readonly actorId: string;
  readonly clientId: string;
  readonly address: string | null;
  readonly occurredAt: string;
  readonly changes: readonly { readonly field: string }[];
  readonly refusalCode: string | null;
  readonly issueCodes: readonly string[];
  readonly occurrences: number;
}

const auditEvents = loadOperation<{
  readonly oauthClient: { readonly auditEvents: ListedPage<WireEvent> } | null;
}>('oauth-client-audit-events');

const AuditLog = named(
  'AuditLog',
  z.object({
    id: ulid,
    tenant_id: z.string(),
    action: z.enum(valuesOf(auditActions)),
    level: z.enum(['info', 'warning']),
    message: z.string(),
    module: z.literal('oauth'),
    operator_id: z.string(),
    operator_type: z.enum(valuesOf(actorTypes)),
    target_id: clientId,
    target_type: z.literal('oauth_client'),
    ip: z.string().optional(),
    status: z.int().min(0).max(1).describe('1 for done, 0 for refused.'),
    timestamp: z.int().describe('Unix seconds.'),
  }),
);

export const listAuditLogs = {
  method: 'GET',
  path: `${clientPath}/audit-logs`,
  right: auditEvents.right,
  summary: 'List the audit events of a client',
  description: 'Returns who changed the client and who was refused, newest first.',
  parameters: ['Page', 'PageSize'],
  status: 200,
  answer: listOf('AuditLogList', AuditLog),
  handle,
} as const satisfies Route;

async function handle(context: Context, { parameters, query }: RestRequest): Promise<RestResponse> {
  const page = pageVariables(query);
  const { oauthClient } = await auditEvents(withUnreadable(context, page.unreadable), {
    ...page.variables,
    clientId: parameters.client_id,
  });
  if (oauthClient === null) return clientNotFound(context);
  const { nodes, totalCount } = oauthClient.auditEvents;
  return pagedAnswer({ nodes: nodes.map(auditLogItem), totalCount }, page, context.services.now());
}

/**
 * `dto.OAuthAuditLogItem` of the AuthMS API, which does not define the values: `status` is 1 for a completed and 0 for
 * a refused action.
 */
function auditLogItem(event: WireEvent): object {
  const isDone = event.outcome === 'DONE';
  return present({
    id: event.ulid,
    tenant_id: event.tenantId,
    action: toRestValues('auditAction', event.action),
    level: isDone ? 'info' : 'warning',
    message: isDone ? messageOfChange(event) : messageOfRefusal(event),
    module: 'oauth',
    operator_id: event.actorId,
    operator_type: toRestValues('actorType', event.actorType),
    target_id: event.clientId,
    target_type: 'oauth_client',
    ip: event.address,
    status: isDone ? 1 : 0,
    timestamp: Math.floor(Date.parse(event.occurredAt) / 1000),
  });
}

function messageOfChange({ changes }: WireEvent): string {
  return changes.length === 0 ? 'done' : `changed: ${changes.map(({ field }) => field).join(', ')}`;
}

function messageOfRefusal({ refusalCode, issueCodes, occurrences }: WireEvent): string {
  const times = occurrences === 1 ? '' : ` ${occurrences} times`;
  return `refused${times}: ${[refusalCode, ...issueCodes].join(', ')}`;
}
