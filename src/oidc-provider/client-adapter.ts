import { compactVerify } from 'jose';
import type { Adapter, AllClientMetadata, KoaContextWithOIDC } from 'oidc-provider';
import { decryptSecret, type EncryptionKey } from '../credentials/encrypted-secret.ts';
import type { Client } from '../domain/client/client-metadata.ts';
import { verifies } from '../domain/client/client-secret.ts';
import type { ClientState, StoredSecret } from '../store/client/client-state.ts';
import { clientMetadata } from './client-metadata.ts';
import type { RequestClients } from './request-clients.ts';
import { methodFor } from './requested-method.ts';
import type { Served } from './served.ts';

export interface AdapterSources {
  readonly clients: RequestClients;
  readonly served: Served;
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly now: () => Date;
  /** The current request of node-oidc-provider. */
  readonly currentRequest: () => KoaContextWithOIDC | undefined;
  /** Reports a secret that no encryption key decrypts. */
  readonly onUnreadable: (client: Client, secret: StoredSecret) => void;
}

/** The adapter of node-oidc-provider for its model `Client`. It reads, and refuses to write. */
export function clientAdapter(sources: AdapterSources): Adapter {
  const refuse = async (): Promise<never> => {
    throw new Error('Clients are registered, changed and deleted at Clientele.');
  };
  return {
    find: (id) => findClient(id, sources),
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    upsert: refuse,
    destroy: refuse,
    consume: refuse,
    revokeByGrantId: refuse,
  };
}

async function findClient(id: string, sources: AdapterSources): Promise<AllClientMetadata | undefined> {
  const ctx = sources.currentRequest();
  const state = await sources.clients.find(ctx, id);
  if (state === undefined) return undefined;
  const method = methodFor(state.client.clientAuthMethods, sources.served.authMethods, ctx);
  const metadata = clientMetadata(state.client, method, sources.served);
  const assertion = ctx?.oidc.params?.client_assertion;
  if (method !== 'client_secret_jwt' || typeof assertion !== 'string') return metadata;
  const signed = await signedWith(assertion, state, sources);
  if (signed === undefined) return metadata;
  sources.clients.proved(ctx, signed.secret);
  return { ...metadata, client_secret: signed.plaintext };
}

/**
 * The secret that signed an assertion. node-oidc-provider supports one secret, but a client may have several valid ones. So
 * it gets the one that verifies the assertion, or none.
 */
async function signedWith(
  assertion: string,
  { client, secrets }: ClientState,
  { encryptionKeys, now, onUnreadable }: AdapterSources,
): Promise<{ readonly secret: StoredSecret; readonly plaintext: string } | undefined> {
  const instant = now();
  for (const secret of secrets.filter((one) => verifies(one, instant))) {
    if (secret.encrypted === null || encryptionKeys.length === 0) continue;
    const plaintext = await decryptSecret(secret.encrypted, encryptionKeys).catch(() => undefined);
    // Its key may have been removed. The other secret of the client may be encrypted with a key that is still configured.
    if (plaintext === undefined) onUnreadable(client, secret);
    else if (await isSignedWith(assertion, plaintext)) return { secret, plaintext };
  }
  return undefined;
}

async function isSignedWith(assertion: string, plaintext: string): Promise<boolean> {
  const key = new TextEncoder().encode(plaintext);
  return compactVerify(assertion, key, { algorithms: ['HS256', 'HS384', 'HS512'] }).then(
    () => true,
    () => false,
  );
}
