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
  description: 'Which audit events; every condition that is given has to hold.',
  fields: (t) => ({
    clientId: t.string({ description: 'About this client, also when it was deleted.' }),
    actorId: t.string({ description: 'By this actor.' }),
    action: t.field({ type: AuditActionType, description: 'Of this action.' }),
    outcome: t.field({ type: AuditOutcomeType, description: 'With this outcome.' }),
    occurredAt: t.field({ type: DateTimeRange, description: 'In this time.' }),
  }),
});

builder.queryField('auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    nullable: true,
    description: `The audit events of the caller's tenant, newest first; events that several gateways wrote in the same millisecond are in any order. ${needs(listAuditEvents)}`,
    ...guardedBy(listAuditEvents),
    complexity: pageComplexity,
    args: {
      ...pageArguments,
      filter: t.arg({ type: AuditEventFilter, description: 'Default: all of the tenant.' }),
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

/** What the database could not take. */
function checkFilter(filter: AuditFilter): Issue[] {
  return (['clientId', 'actorId'] as const).flatMap((field) =>
    isSearchable(filter[field]) ? [] : [issue('FILTER', 'filter', field)],
  );
}
