import { z } from 'zod';
import { secretStatuses, valuesOf } from '../../domain/client/vocabulary.ts';
import { present, type WireClient } from '../client.ts';
import { toRestValues } from './value-name.ts';
import { instant, named, ulid } from './wire-schema.ts';

/** A secret as the documents select it. */
export interface WireSecret {
  readonly secretId: string;
  readonly status: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** The payload of a mutation that creates a secret. */
export interface IssuedSecret<Name extends string> {
  readonly __typename: Name;
  readonly client: WireClient;
  readonly secret: WireSecret;
  readonly issuedSecret: { readonly plaintext: string };
}

/** The body of a request that creates a secret, in the names of GraphQL. */
export const newSecretShape = { description: z.string().nullish(), expiresAt: z.string().nullish() };

/** `dto.OAuthClientSecretResponse` of the AuthMS API. */
export const Secret = named(
  'Secret',
  z.object({
    secret_id: ulid,
    status: z.enum(valuesOf(secretStatuses)),
    description: z.string().optional(),
    created_at: instant,
    updated_at: instant,
    expires_at: instant.optional(),
    last_used_at: instant.optional(),
  }),
);

export function secretItem(secret: WireSecret): Readonly<Record<string, unknown>> {
  return present({
    secret_id: secret.secretId,
    status: toRestValues('secretStatus', secret.status),
    description: secret.description,
    created_at: secret.createdAt,
    updated_at: secret.updatedAt,
    expires_at: secret.expiresAt,
    last_used_at: secret.lastUsedAt,
  });
}
