import type { AuditFilter } from '../../domain/audit/audit-filter.ts';
import { type Issue, issue } from '../../domain/error/issue.ts';
import { isSearchable } from '../../domain/page.ts';
import { countAuditEvents, listAuditEvents } from '../../operations/audit/list-audit-events.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { isSelected } from '../selection.ts';
import { AuditEventConnection, eventEdgeOf, eventPositionOf } from '../type/audit-event.ts';
import { connectionOf, pageArguments, pageComplexity, requirePage } from '../type/page.ts';
import { DateTimeRange } from '../type/scalar.ts';
import { AuditActionType, AuditOutcomeType } from '../type/vocabulary.ts';

const AuditEventFilter = builder.inputType('OAuthAuditEventFilter', {
  description: 'Conditions on audit events; all of them must hold.',
  fields: (t) => ({
    clientId: t.string({ description: 'Only events of this client, which may have been deleted.' }),
    actorId: t.string({ description: 'Only events of this actor.' }),
    action: t.field({ type: AuditActionType, description: 'Only events of this action.' }),
    outcome: t.field({ type: AuditOutcomeType, description: 'Only events with this outcome.' }),
    occurredAt: t.field({ type: DateTimeRange, description: 'Only events in this time range.' }),
  }),
});

builder.queryField('auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    nullable: true,
    description: `The audit events of the caller's tenant, newest first. Events that several gateways wrote in the same millisecond are in arbitrary order. ${needs(listAuditEvents)}`,
    ...guardedBy(listAuditEvents),
    complexity: pageComplexity,
    args: {
      ...pageArguments,
      filter: t.arg({ type: AuditEventFilter, description: 'Default: all events of the tenant.' }),
    },
    resolve: async (_, { filter, ...args }, context, info) => {
      const { services, caller } = context;
      const conditions = filter ?? {};
      const page = requirePage(context, args, eventPositionOf, checkFilter(conditions));
      const withChanges = isSelected(info, 'changes');
      const slice = await listAuditEvents(services, caller, { filter: conditions, page, withChanges });
      return connectionOf(slice, eventEdgeOf, () => countAuditEvents(services, caller, conditions));
    },
  }),
);

/** The database cannot search for every text. */
function checkFilter(filter: AuditFilter): Issue[] {
  return (['clientId', 'actorId'] as const).flatMap((field) =>
    isSearchable(filter[field]) ? [] : [issue('FILTER', 'filter', field)],
  );
}
