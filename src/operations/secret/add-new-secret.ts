import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import type { ClientSecret, IssuedSecret } from '../../domain/client/client-secret.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { conflict, RegistrationError } from '../../domain/error/registration-error.ts';
import { checkSecret, type SecretInput } from '../../domain/rule/secret.ts';
import type { StoredSecret } from '../../store/client/client-state.ts';
import { changeClient, type Target } from '../client/change-client.ts';
import type { Caller, Services } from '../services.ts';
import { newSecret } from './new-secret.ts';
import { withinLimit } from './secret-set.ts';

export interface AddedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
  readonly issuedSecret: IssuedSecret;
}

/** The client and the properties of its new secret. */
export type SecretToAdd = Target & SecretInput;

/**
 * Creates a secret for a client and stores it with the secrets that `prepare` returns.
 *
 * @param found issues of the input that the API found; they are reported with the others.
 */
export async function addNewSecret(
  services: Services,
  caller: Caller,
  action: 'oauth_client_secret.add' | 'oauth_client_secret.rotate',
  input: SecretToAdd,
  found: readonly Issue[],
  prepare: (secrets: readonly StoredSecret[], now: Date) => readonly StoredSecret[],
): Promise<AddedSecret> {
  let added: Omit<AddedSecret, 'client'> | undefined;
  const { client } = await changeClient(services, caller, action, input, async (current, now) => {
    refuseInvalid([...found, ...checkSecret(input, now)]);
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
  if (added === undefined) throw new Error('A secret was to be added and none was made.');
  return { client, ...added };
}

/** @throws {RegistrationError} INVALID_ARGUMENT if there are issues. */
export function refuseInvalid(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new RegistrationError('INVALID_ARGUMENT', issues);
}
