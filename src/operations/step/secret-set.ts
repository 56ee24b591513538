import { z } from 'zod';
import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import type { ClientMetadata } from '../../domain/client/client-metadata.ts';
import { isActive, maxActiveSecrets, verifies } from '../../domain/client/client-secret.ts';
import { issue } from '../../domain/error/issue.ts';
import { conflict, RegistrationError } from '../../domain/error/registration-error.ts';
import { isUlid } from '../../domain/identifier.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';
import { type Target, targetSchema } from './change-client.ts';

/** Stored secrets of a client, whatever their status. Beyond this, the oldest invalid ones are deleted. */
export const maxKeptSecrets = 20;

type Methods = Pick<ClientMetadata, 'clientAuthMethods'>;

/** The active secrets that the client's authentication methods can use: under `client_secret_jwt` only encrypted ones. */
export function usableSecrets(
  client: Methods,
  secrets: readonly StoredSecret[],
  now: Date,
): readonly StoredSecret[] {
  const active = secrets.filter((secret) => isActive(secret, now));
  return needsEncryptedSecret(client) ? active.filter(({ encrypted }) => encrypted !== null) : active;
}

/**
 * Whether the client would lose its last usable secret, now or before this one would have expired. A client that
 * authenticates with a secret must keep one that is valid as long.
 */
function isIndispensable(
  client: Methods,
  secrets: readonly StoredSecret[],
  secret: StoredSecret,
  now: Date,
): boolean {
  const usable = usableSecrets(client, secrets, now);
  if (!needsSecret(client) || !usable.includes(secret)) return false;
  return !usable.some((one) => one !== secret && endOf(one) >= endOf(secret));
}

function endOf({ expiresAt }: StoredSecret): number {
  return expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
}

export interface SecretTarget extends Target {
  readonly secretId: string;
}

export const secretTargetSchema = targetSchema.extend({ secretId: z.string() });

/** @throws {RegistrationError} NOT_FOUND if the client has no such secret. */
export function requireSecret({ secrets }: Pick<ClientState, 'secrets'>, secretId: string): StoredSecret {
  const secret = isUlid(secretId) ? secrets.find(({ id }) => id === secretId) : undefined;
  if (secret === undefined) throw new RegistrationError('NOT_FOUND', [issue('SECRET_NOT_FOUND', 'secretId')]);
  return secret;
}

/** @throws {RegistrationError} INVALID_ARGUMENT for the last secret that the client can use. */
export function requireDispensable({ client, secrets }: ClientState, secret: StoredSecret, now: Date): void {
  if (isIndispensable(client, secrets, secret, now)) {
    throw new RegistrationError('INVALID_ARGUMENT', [issue('SECRET_LAST_ACTIVE', 'secretId')]);
  }
}

/** @throws {RegistrationError} CONFLICT if the client has the maximum of active secrets. */
export function requireFreeSlot(secrets: readonly StoredSecret[], now: Date, field: string): void {
  if (secrets.filter((secret) => isActive(secret, now)).length >= maxActiveSecrets) {
    throw conflict('SECRET_LIMIT', field);
  }
}

/**
 * Makes room for `more` secrets by deleting invalid ones, oldest first. Valid ones are never deleted.
 *
 * @throws {RegistrationError} CONFLICT if the valid ones leave no room.
 */
export function withinLimit(secrets: readonly StoredSecret[], now: Date, more = 0): readonly StoredSecret[] {
  let excess = secrets.length + more - maxKeptSecrets;
  const kept = secrets.filter((secret) => {
    if (excess <= 0 || verifies(secret, now)) return true;
    excess -= 1;
    return false;
  });
  if (excess > 0) throw conflict('SECRET_TOO_MANY', 'clientId');
  return kept;
}

/** The secrets of a client that no longer uses secrets: stored, but inactive. */
export function deactivated(secrets: readonly StoredSecret[], now: Date): StoredSecret[] {
  return secrets.map((secret) =>
    secret.status === 'inactive' ? secret : { ...secret, status: 'inactive', updatedAt: now },
  );
}
