import type { ClientSecret, IssuedSecret } from '../../domain/client/client-secret.ts';
import { findSecret } from '../../operations/secret/find-secret.ts';
import { builder } from '../builder.ts';
import { SecretStatusType } from './vocabulary.ts';

export const ClientSecretType = builder.objectRef<ClientSecret>('OAuthClientSecret');

builder.node(ClientSecretType, {
  description: 'A client secret without its value.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findSecret(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'lastFour' in value,
  fields: (t) => ({
    secretId: t.expose('id', {
      type: 'ULID',
      description: 'The id of the secret, for mutations.',
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'A note about the secret.',
    }),
    status: t.expose('status', { type: SecretStatusType, description: 'Lifecycle status of the secret.' }),
    lastFour: t.exposeString('lastFour', {
      description: 'The last four characters of the secret, which help people tell secrets apart.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the secret was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the secret was last changed.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the secret expires; null if it does not.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The day (UTC) on which the secret was last used; null if it was never used.',
    }),
  }),
});

export const IssuedSecretType = builder.objectRef<IssuedSecret>('OAuthIssuedSecret').implement({
  description: 'A new client secret. It has no id, so that normalized client caches do not store it.',
  fields: (t) => ({
    plaintext: t.exposeString('plaintext', {
      description: 'The secret. It is shown only in this response.',
    }),
    lastFour: t.exposeString('lastFour', {
      description: 'The last four characters of the secret, which help people tell secrets apart.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the secret expires; null if it does not.',
    }),
  }),
});
