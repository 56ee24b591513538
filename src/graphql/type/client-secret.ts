import type { ClientSecret, IssuedSecret } from '../../domain/client/client-secret.ts';
import { findSecret } from '../../operations/secret/find-secret.ts';
import { builder } from '../builder.ts';
import { SecretStatusType } from './vocabulary.ts';

export const ClientSecretType = builder.objectRef<ClientSecret>('OAuthClientSecret');

builder.node(ClientSecretType, {
  description: 'What may be shown of a client secret: everything but the secret.',
  id: { resolve: ({ id }) => id },
  loadWithoutCache: (id, { services, caller }) => findSecret(services, caller, id),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'lastFour' in value,
  fields: (t) => ({
    secretId: t.expose('id', {
      type: 'ULID',
      description: 'The own id of the secret, which mutations take.',
    }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What its owner wrote down about it.',
    }),
    status: t.expose('status', { type: SecretStatusType, description: 'Where it stands in its life.' }),
    lastFour: t.exposeString('lastFour', {
      description: 'Its last four characters, by which people tell secrets apart.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it stops verifying; null when it does not.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The day, in UTC, on which it was last presented; null when it never was.',
    }),
  }),
});

export const IssuedSecretType = builder.objectRef<IssuedSecret>('OAuthIssuedSecret').implement({
  description:
    'A client secret that was just made. It has no id, so that a normalised client cache keeps nothing of it.',
  fields: (t) => ({
    plaintext: t.exposeString('plaintext', {
      description: 'The secret itself. It is shown in this answer and never again.',
    }),
    lastFour: t.exposeString('lastFour', {
      description: 'Its last four characters, by which people tell secrets apart.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it stops working; null when it does not.',
    }),
  }),
});
