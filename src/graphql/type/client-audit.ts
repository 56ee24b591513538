import { builder } from '../builder.ts';
import { loadersOf } from '../client-loader.ts';
import { isSelected } from '../selection.ts';
import { AuditEventConnection, AuditEventType, eventEdges, eventPositionOf } from './audit-event.ts';
import { OAuthClient } from './oauth-client.ts';
import { connectionOf, pageArguments, pageComplexity, requirePage } from './page.ts';

// The fields that refer to each other's type, which two files could not import from each other.

builder.objectField(OAuthClient, 'auditEvents', (t) =>
  t.field({
    type: AuditEventConnection,
    nullable: true,
    description: 'The audit events of the client, newest first.',
    args: pageArguments,
    complexity: pageComplexity,
    resolve: async ({ clientId }, args, context, info) => {
      const page = requirePage(context, args, eventPositionOf);
      const { events, eventCounts } = loadersOf(context);
      const withChanges = isSelected(info, 'changes');
      const slice = await events.load({ clientId, filter: {}, page, withChanges });
      return connectionOf(slice, eventEdges, () => eventCounts.load({ clientId, filter: {} }));
    },
  }),
);

builder.objectField(AuditEventType, 'client', (t) =>
  t.field({
    type: OAuthClient,
    nullable: true,
    description:
      'The client of the event as it is now. Null if the event has none, or if the client was deleted or never existed.',
    resolve: ({ clientId }, _, context) =>
      clientId === null ? null : loadersOf(context).clients.load(clientId),
  }),
);
