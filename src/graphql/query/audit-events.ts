import { countAuditEvents, listAuditEvents } from '../../operations/audit/list-audit-events.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs, withArgumentErrors } from '../guard.ts';
import { isSelected } from '../selection.ts';
import { AuditEventConnection, eventEdges, eventPositionOf } from '../type/audit-event.ts';
import { connectionOf, pageArguments, pageComplexity, requestedPage } from '../type/page.ts';
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
      const { page, issues } = requestedPage(context, args, eventPositionOf);
      const wanted = { filter: conditions, page, withChanges: isSelected(info, 'changes') };
      const slice = await withArgumentErrors(context, listAuditEvents(services, caller, wanted, issues));
      return connectionOf(slice, eventEdges, () => countAuditEvents(services, caller, conditions));
    },
  }),
);
