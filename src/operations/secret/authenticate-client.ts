import { verifySecret } from '../../credentials/verify-secret.ts';
import type { Client } from '../../domain/client/client-metadata.ts';
import { isClientId } from '../../domain/identifier.ts';
import { startOfDay } from '../../domain/instant.ts';
import type { ClientState, StoredSecret } from '../../store/client/client-state.ts';
import type { Store } from '../../store/store.ts';
import type { Services } from '../services.ts';

type Users = Pick<Services, 'now'> & { readonly store: Pick<Store, 'secretUse'> };

/**
 * Authenticates a client of an authorization server by the secret that it presents (RFC 6749 §2.3.1), and records the day.
 * `undefined` for a client that is unknown, deleted or suspended, for one that does not send its secret, and for an invalid
 * secret: the caller cannot distinguish them.
 */
export async function authenticateClient(
  { store, now }: Users,
  clientId: string,
  given: string,
): Promise<Client | undefined> {
  const state = isClientId(clientId) ? await store.secretUse.stateOf(clientId) : undefined;
  const instant = now();
  const secret = givenSecret(state, given, instant);
  if (state === undefined || secret === undefined) return undefined;
  await noteUse(store, state.client, secret, instant);
  return state.client;
}

/** The stored secret that was presented, or `undefined` if it does not authenticate the client. */
export function givenSecret(
  state: ClientState | undefined,
  given: string,
  instant: Date,
): StoredSecret | undefined {
  const secret = verifySecret(given, state?.secrets ?? [], instant);
  const isWelcome = state?.client.status === 'active' && showsSecret(state.client);
  return isWelcome ? secret : undefined;
}

/**
 * Records the day on which a client authenticated.
 *
 * @param secret the secret that it used; `undefined` for a client that used a key or a certificate.
 */
export async function noteUse(
  { secretUse }: Pick<Store, 'secretUse'>,
  client: Client,
  secret: StoredSecret | undefined,
  instant: Date,
): Promise<void> {
  const today = startOfDay(instant);
  const isNoted = !wasBefore(client.lastUsedAt, today);
  if (isNoted && (secret === undefined || !wasBefore(secret.lastUsedAt, today))) return;
  await secretUse.record({ id: client.id, secretId: secret?.id ?? null }, today);
}

function wasBefore(day: Date | null, today: Date): boolean {
  return day === null || day < today;
}

/** A client that signs with its secret never sends it, so a caller that sends it is not that client. */
function showsSecret({ clientAuthMethods }: Client): boolean {
  return clientAuthMethods.some((method) => ['client_secret_basic', 'client_secret_post'].includes(method));
}
