import type { Client } from '../../domain/client/client-metadata.ts';
import { isActive } from '../../domain/client/client-secret.ts';
import { findClientById } from '../../operations/client/find-client.ts';
import { builder } from '../builder.ts';
import { loadersOf } from '../client-loader.ts';
import { isSelected } from '../selection.ts';
import { AuditEventConnection, eventEdgeOf, eventPositionOf } from './audit-event.ts';
import { ClientMetadata } from './client-metadata.ts';
import { ClientSecretType } from './client-secret.ts';
import { connectionOf, pageArguments, pageComplexity, requirePage } from './page.ts';
import { ClientStatusType } from './vocabulary.ts';

export const OAuthClient = builder.objectRef<Client>('OAuthClient');

builder.node(OAuthClient, {
  description: 'A registered OAuth 2.0 or OpenID Connect client. It holds no secret.',
  interfaces: [ClientMetadata],
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findClientById(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'version' in value,
  fields: (t) => ({
    ulid: t.expose('id', { type: 'ULID', description: "The client's own id, the `id` of the REST API." }),
    clientId: t.exposeString('clientId', {
      description: 'The `client_id` that the client presents (RFC 6749 §2.2).',
    }),
    tenantId: t.exposeString('tenantId', { description: 'The tenant that the client belongs to.' }),
    status: t.expose('status', {
      type: ClientStatusType,
      description: 'Where the client stands in its life.',
    }),
    version: t.exposeInt('version', {
      description:
        'Counts the changes of the client and of its secrets, from 1: what `expectedVersion` is compared with.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the client was registered.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the client or one of its secrets was last changed.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The day, in UTC, on which the client last authenticated; null when it never did.',
    }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the client was deleted. Only the answer to the deletion shows it: no read finds the client.',
    }),
    // What is read besides the client may fail: nullable, so that it does not take with it a secret that was just made.
    secrets: t.field({
      type: [ClientSecretType],
      nullable: true,
      description: 'What may be shown of the secrets of the client, oldest first; never the secrets.',
      resolve: ({ id }, _, context) => loadersOf(context).secrets.load(id),
    }),
    secretLastFour: t.string({
      nullable: true,
      description: 'The last four characters of the newest active secret; null when there is none.',
      resolve: async ({ id }, _, context) => {
        const now = context.services.now();
        const secrets = await loadersOf(context).secrets.load(id);
        return secrets.findLast((secret) => isActive(secret, now))?.lastFour ?? null;
      },
    }),
    auditEvents: t.field({
      type: AuditEventConnection,
      nullable: true,
      description: 'Who did what to the client, newest first.',
      args: pageArguments,
      complexity: pageComplexity,
      resolve: async ({ clientId }, args, context, info) => {
        const page = requirePage(context, args, eventPositionOf);
        const { events, eventCounts } = loadersOf(context);
        const withChanges = isSelected(info, 'changes');
        const slice = await events.load({ clientId, filter: {}, page, withChanges });
        return connectionOf(slice, eventEdgeOf, () => eventCounts.load({ clientId, filter: {} }));
      },
    }),
  }),
});
