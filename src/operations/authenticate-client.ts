import { needsSecret } from '../credentials/client-secret.ts';
import { isClientId } from '../credentials/identifier.ts';
import { verifySecret } from '../credentials/verify-secret.ts';
import type { Client } from '../registration/client-metadata.ts';
import type { Registry } from './registry.ts';

/**
 * Tells an authorization server whether a client is who it says, by the secret that it presents (RFC 6749 §2.3.1), and
 * notes the day. `undefined` for a client that is unknown, deleted or suspended, that uses no secret, or whose secret
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
  if (state.client.status !== 'active' || !needsSecret(state.client)) return undefined;
  await store.secretUse.record({ id: state.client.id, secretId: secret.id }, startOfDay(moment));
  return state.client;
}

function startOfDay(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 86_400_000) * 86_400_000);
}
