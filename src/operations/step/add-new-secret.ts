import { z } from 'zod';
import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import type { ClientSecret, IssuedSecret } from '../../domain/client/client-secret.ts';
import { conflict } from '../../domain/error/registration-error.ts';
import { checkSecret, type SecretInput } from '../../domain/rule/secret.ts';
import type { StoredSecret } from '../../store/client/client-state.ts';
import type { WriteCall } from '../perform.ts';
import { changeClient, type Target, targetSchema } from './change-client.ts';
import { newSecret } from './new-secret.ts';
import { withinLimit } from './secret-set.ts';

export interface AddedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
  readonly issuedSecret: IssuedSecret;
}

/** The client and the properties of its new secret. */
export type SecretToAdd = Target & SecretInput;

export const secretToAddSchema = targetSchema.extend({
  description: z.string().nullish(),
  expiresAt: z.string().nullish(),
});

/** Creates a secret for a client and stores it with the secrets that `prepare` returns. */
export async function addNewSecret(
  call: WriteCall,
  input: SecretToAdd,
  prepare: (secrets: readonly StoredSecret[], now: Date) => readonly StoredSecret[],
): Promise<AddedSecret> {
  const { services } = call;
  let added: Omit<AddedSecret, 'client'> | undefined;
  const { client } = await changeClient(call, input, async (current, now) => {
    call.require(checkSecret(input, now));
    if (!needsSecret(current.client)) throw conflict('SECRET_NOT_USED', 'clientId');
    if (needsEncryptedSecret(current.client) && !services.policy.recoverableSecrets) {
      throw conflict('AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientId');
    }
    const prepared = prepare(current.secrets, now);
    const made = await newSecret(services, current.client, now, {
      description: input.description ?? null,
      expiresAt: input.expiresAt == null ? null : new Date(input.expiresAt),
    });
    added = { secret: made.stored, issuedSecret: made.issued };
    return { ...current, secrets: withinLimit([...prepared, made.stored], now) };
  });
  if (added === undefined) throw new Error('The change requires a secret, but none was created.');
  return { client, ...added };
}
