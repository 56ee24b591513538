import { needsSealedSecret, needsSecret } from '../credentials/client-secret.ts';
import type { Client } from '../registration/client-metadata.ts';
import { type ClientSecret, type IssuedSecret, verifies } from '../registration/client-secret.ts';
import { isUlid } from '../registration/identifier.ts';
import { type Issue, issue } from '../registration/issue.ts';
import { conflict, RegistrationRefusal } from '../registration/registration-refusal.ts';
import { checkSecret, defaultGraceSeconds, type SecretInput } from '../registration/rule/secret.ts';
import type { ClientState, StoredSecret } from '../store/client-state.ts';
import { changeClient, type Target } from './change-client.ts';
import { newSecret } from './new-secret.ts';
import type { Caller, Registry } from './registry.ts';
import { isIndispensable, requirePlace, withinLimit } from './secret-set.ts';

export interface AddedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
  readonly issuedSecret: IssuedSecret;
}

export interface ChangedSecret {
  readonly client: Client;
  readonly secret: ClientSecret;
}

export interface SecretTarget extends Target {
  readonly secretId: string;
}

/**
 * Adds a secret beside the one in use, so that a client can change over without a pause.
 *
 * @throws {RegistrationRefusal} CONFLICT where two are active already, and for a client that uses no secret.
 */
export function addSecret(
  registry: Registry,
  caller: Caller,
  target: Target,
  input: SecretInput,
  unreadable: readonly Issue[] = [],
): Promise<AddedSecret> {
  return addWith(registry, caller, 'oauth_client_secret.add', target, input, unreadable, (secrets, now) => {
    requirePlace(secrets, now, 'clientId');
    return secrets;
  });
}

/**
 * Replaces every secret by a new one. The others go on verifying until the grace period ends, or until the end they
 * already had if that is earlier. `graceSeconds: 0` ends them at once.
 */
export function rotateSecret(
  registry: Registry,
  caller: Caller,
  target: Target,
  input: SecretInput,
  unreadable: readonly Issue[] = [],
): Promise<AddedSecret> {
  return addWith(
    registry,
    caller,
    'oauth_client_secret.rotate',
    target,
    input,
    unreadable,
    (secrets, now) => {
      const end = new Date(now.getTime() + (input.graceSeconds ?? defaultGraceSeconds) * 1000);
      const replaced = secrets.map((secret) => retired(secret, end, now));
      const outlives = ({ expiresAt }: StoredSecret) =>
        input.expiresAt != null && expiresAt !== null && new Date(input.expiresAt) <= expiresAt;
      if (replaced.some((secret) => verifies(secret, now) && outlives(secret))) {
        refuse([issue('EXPIRES_AT_GRACE', 'expiresAt')]);
      }
      return replaced;
    },
  );
}

async function addWith(
  registry: Registry,
  caller: Caller,
  action: 'oauth_client_secret.add' | 'oauth_client_secret.rotate',
  target: Target,
  input: SecretInput,
  unreadable: readonly Issue[],
  prepare: (secrets: readonly StoredSecret[], now: Date) => readonly StoredSecret[],
): Promise<AddedSecret> {
  let added: Omit<AddedSecret, 'client'> | undefined;
  const { client } = await changeClient(registry, caller, action, target, async (current, now) => {
    refuse([...unreadable, ...checkSecret(input, now)]);
    if (!needsSecret(current.client)) throw conflict('SECRET_NOT_USED', 'clientId');
    if (needsSealedSecret(current.client) && !registry.policy.recoverableSecrets) {
      throw conflict('AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientId');
    }
    const prepared = prepare(current.secrets, now);
    const expiresAt = input.expiresAt == null ? null : new Date(input.expiresAt);
    const made = await newSecret(registry, current.client, now, {
      description: input.description ?? null,
      expiresAt,
    });
    added = { secret: made.stored, issuedSecret: made.issued };
    return { ...current, secrets: withinLimit([...prepared, made.stored], now) };
  });
  if (added === undefined) throw new Error('A secret was to be added and none was made.');
  return { client, ...added };
}

/** Ends a secret for good. One that is inactive stays so. */
export async function deactivateSecret(
  registry: Registry,
  caller: Caller,
  { secretId, ...target }: SecretTarget,
): Promise<ChangedSecret> {
  const { client, secrets } = await changeClient(
    registry,
    caller,
    'oauth_client_secret.deactivate',
    target,
    (current, now) => {
      const secret = requireSecret(current, secretId);
      if (secret.status === 'inactive') return current;
      requireDispensable(current, secret, now);
      return replaced(current, { ...secret, status: 'inactive', updatedAt: now });
    },
  );
  return { client, secret: requireSecret({ secrets }, secretId) };
}

/** Removes a secret and all that is known of it but its audit rows. */
export async function deleteSecret(
  registry: Registry,
  caller: Caller,
  { secretId, ...target }: SecretTarget,
): Promise<Client> {
  const { client } = await changeClient(
    registry,
    caller,
    'oauth_client_secret.delete',
    target,
    (current, now) => {
      const secret = requireSecret(current, secretId);
      if (current.secrets.length === 1) refuse([issue('SECRET_LAST', 'secretId')]);
      requireDispensable(current, secret, now);
      return { ...current, secrets: current.secrets.filter((one) => one !== secret) };
    },
  );
  return client;
}

/** What may be shown of the secrets of several clients, in the order of the ids; oldest first. */
export function listSecretsOfClients({ store }: Registry, ids: readonly string[]): Promise<ClientSecret[][]> {
  return store.reads.findSecret.ofClients(ids);
}

/** One secret of a client of the caller's tenant. */
export async function findSecret(
  { store }: Registry,
  { actor }: Caller,
  id: string,
): Promise<ClientSecret | null> {
  return isUlid(id) ? ((await store.reads.findSecret.byId(actor.tenantId, id)) ?? null) : null;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new RegistrationRefusal('INVALID_ARGUMENT', issues);
}

function requireSecret({ secrets }: Pick<ClientState, 'secrets'>, secretId: string): StoredSecret {
  const secret = isUlid(secretId) ? secrets.find(({ id }) => id === secretId) : undefined;
  if (secret === undefined)
    throw new RegistrationRefusal('NOT_FOUND', [issue('SECRET_NOT_FOUND', 'secretId')]);
  return secret;
}

function requireDispensable({ client, secrets }: ClientState, secret: StoredSecret, now: Date): void {
  if (isIndispensable(client, secrets, secret, now)) refuse([issue('SECRET_LAST_ACTIVE', 'secretId')]);
}

function replaced(state: ClientState, secret: StoredSecret): ClientState {
  return { ...state, secrets: state.secrets.map((one) => (one.id === secret.id ? secret : one)) };
}

function retired(secret: StoredSecret, end: Date, now: Date): StoredSecret {
  if (!verifies(secret, now)) return secret;
  const expiresAt = secret.expiresAt !== null && secret.expiresAt < end ? secret.expiresAt : end;
  if (secret.status === 'retired' && expiresAt === secret.expiresAt) return secret;
  // What ends at once stays ended, wherever the clock may go.
  return { ...secret, status: expiresAt <= now ? 'inactive' : 'retired', expiresAt, updatedAt: now };
}
