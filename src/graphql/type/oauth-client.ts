import type { Client } from '../../domain/client/client-metadata.ts';
import { isActive } from '../../domain/client/client-secret.ts';
import { findClientById } from '../../operations/client/find-client.ts';
import { restorableUntil } from '../../operations/client/restore-client.ts';
import { builder } from '../builder.ts';
import { loadersOf } from '../client-loader.ts';
import { ClientMetadata } from './client-metadata.ts';
import { ClientSecretType } from './client-secret.ts';
import { ClientStatusType } from './vocabulary.ts';

export const OAuthClient = builder.objectRef<Client>('OAuthClient');

builder.node(OAuthClient, {
  description: 'A registered OAuth 2.0 or OpenID Connect client. It never contains a secret.',
  interfaces: [ClientMetadata],
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findClientById(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'version' in value,
  fields: (t) => ({
    ulid: t.expose('id', { type: 'ULID', description: 'The internal id of the client: `id` in REST.' }),
    clientId: t.exposeString('clientId', {
      description: 'The `client_id` of OAuth requests (RFC 6749 §2.2).',
    }),
    tenantId: t.exposeString('tenantId', { description: 'The tenant of the client.' }),
    status: t.expose('status', {
      type: ClientStatusType,
      description: 'Lifecycle status of the client.',
    }),
    version: t.exposeInt('version', {
      description:
        'The version of the client, starting at 1. Each change of the client or of its secrets increments it. Compared with `expectedVersion`.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the client was registered.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the client or one of its secrets was last changed.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The day (UTC) on which the client last authenticated; null if it never did.',
    }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the client was deleted. Set only in the response to the deletion, because reads do not return deleted clients.',
    }),
    restorableUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'The last time at which `restoreOAuthClient` can restore the client; null unless it is deleted.',
      resolve: ({ deletedAt }, _, { services }) => deletedAt && restorableUntil(services, deletedAt),
    }),
    // Reads of further data may fail. The field is nullable, so that a failure does not discard a new secret in the same
    // response.
    secrets: t.field({
      type: [ClientSecretType],
      nullable: true,
      description: 'The secrets of the client without their values, oldest first.',
      resolve: ({ id }, _, context) => loadersOf(context).secrets.load(id),
    }),
    secretLastFour: t.string({
      nullable: true,
      description: 'The last four characters of the newest active secret; null if there is none.',
      resolve: async ({ id }, _, context) => {
        const now = context.services.now();
        const secrets = await loadersOf(context).secrets.load(id);
        return secrets.findLast((secret) => isActive(secret, now))?.lastFour ?? null;
      },
    }),
  }),
});
