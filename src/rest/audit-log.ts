import type { Context } from '../graphql/context.ts';
import { present } from './client.ts';
import type { RestAnswer } from './envelope.ts';
import { loadOperation } from './operation.ts';
import { type ListedPage, pagedAnswer, pageVariables } from './page.ts';
import { clientNotFound } from './refusal.ts';
import type { RestRequest } from './request.ts';
import { toRestValues } from './value-name.ts';

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

/** `GET …/{client_id}/audit-logs?page=1&page_size=20`: newest first. */
export async function listAuditLogs(
  context: Context,
  { parameters, query }: RestRequest,
): Promise<RestAnswer> {
  const page = pageVariables(query);
  const { oauthClient } = await auditEvents(
    { ...context, unreadable: page.unreadable },
    { ...page.variables, clientId: parameters.client_id },
  );
  const now = context.services.now();
  if (oauthClient === null) return clientNotFound(now);
  const { nodes, totalCount } = oauthClient.auditEvents;
  return pagedAnswer({ nodes: nodes.map(auditLogItem), totalCount }, page, now);
}

/** `dto.OAuthAuditLogItem` of the AuthMS API, which leaves the words open: `status` is 1 for done and 0 for refused. */
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
