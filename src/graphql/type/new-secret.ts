import type { AddedSecret } from '../../operations/step/add-new-secret.ts';
import { builder } from '../builder.ts';
import { ClientSecretType, IssuedSecretType } from './client-secret.ts';
import { OAuthClient } from './oauth-client.ts';

/** Descriptions of the fields of every input that creates a secret. */
export const newSecretDescriptions = {
  description: 'A note about the secret, at most 255 characters.',
  expiresAt: 'When the secret expires (RFC 3339), in the future. Default: never.',
} as const;

/** The payload of a mutation that creates a secret. */
export function secretPayload(name: string, description: string) {
  return builder.objectRef<AddedSecret>(name).implement({
    description,
    fields: (t) => ({
      client: t.expose('client', { type: OAuthClient, description: 'The client after the change.' }),
      secret: t.expose('secret', {
        type: ClientSecretType,
        description: 'Properties of the new secret.',
      }),
      issuedSecret: t.expose('issuedSecret', {
        type: IssuedSecretType,
        description: 'The new secret. It is shown only in this response.',
      }),
    }),
  });
}
