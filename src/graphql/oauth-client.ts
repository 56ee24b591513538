import { findClientByClientId, findClientById } from '../operations/find-client.ts';
import type { Client } from '../registration/client-metadata.ts';
import { builder } from './builder.ts';
import { ClientMetadata } from './client-metadata.ts';
import { ClientStatusType } from './vocabulary.ts';

export const OAuthClient = builder.objectRef<Client>('OAuthClient');

builder.node(OAuthClient, {
  description: 'A registered OAuth 2.0 or OpenID Connect client. It holds no secret.',
  interfaces: [ClientMetadata],
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { registry, caller }) => findClientById(registry, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'clientId' in value,
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
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the client was registered.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the client was last changed.' }),
  }),
});

builder.queryField('oauthClient', (t) =>
  t.field({
    type: OAuthClient,
    nullable: true,
    description:
      "One client of the caller's tenant, or null. Needs the right to read: an administrator, the role `security_admin`, or the scope `oauth.clients:read`.",
    authScopes: { reader: true },
    args: {
      clientId: t.arg.string({ required: true, description: 'The `client_id` of the client.' }),
    },
    resolve: (_, { clientId }, { registry, caller }) => findClientByClientId(registry, caller, clientId),
  }),
);
