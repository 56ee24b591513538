import { verifySecret } from '../credentials/verify-secret.ts';
import type { Client } from '../registration/client-metadata.ts';
import { isClientId } from '../registration/identifier.ts';
import { startOfDay } from '../registration/moment.ts';
import type { Registry } from './registry.ts';

/**
 * Tells an authorization server whether a client is who it says, by the secret that it presents (RFC 6749 §2.3.1), and
 * notes the day. `undefined` for a client that is unknown, deleted or suspended, that does not show its secret, or whose secret
 * does not verify: the caller learns no difference.
 */
export async function authenticateClient(
  { store, now }: Pick<Registry, 'store' | 'now'>,
  clientId: string,
  presented: string,
): Promise<Client | undefined> {
  const state = isClientId(clientId) ? await store.secretUse.stateOf(clientId) : undefined;
  const moment = now();
  const secret = verifySecret(presented, state?.secrets ?? [], moment);
  if (state === undefined || secret === undefined) return undefined;
  if (state.client.status !== 'active' || !showsSecret(state.client)) return undefined;
  const today = startOfDay(moment);
  if (wasBefore(secret.lastUsedAt, today) || wasBefore(state.client.lastUsedAt, today)) {
    await store.secretUse.record({ id: state.client.id, secretId: secret.id }, today);
  }
  return state.client;
}

function wasBefore(day: Date | null, today: Date): boolean {
  return day === null || day < today;
}

/** A client that signs with its secret never sends it; whoever does is not that client. */
function showsSecret({ clientAuthMethods }: Client): boolean {
  return clientAuthMethods.some((method) => ['client_secret_basic', 'client_secret_post'].includes(method));
}
