import { digestSecret, needsSealedSecret } from '../credentials/client-secret.ts';
import type { ClientMetadata } from '../registration/client-metadata.ts';
import type { IssuedSecret } from '../registration/client-secret.ts';
import type { StoredSecret } from '../store/client-state.ts';
import type { Registry } from './registry.ts';

/** A secret that was just made: once as its owner sees it and once as it is kept. */
export interface NewSecret {
  readonly issued: IssuedSecret;
  readonly stored: StoredSecret;
}

/** Makes a secret for a client; sealed as well where a method of the client needs it read back. */
export async function newSecret(
  registry: Registry,
  metadata: Pick<ClientMetadata, 'clientAuthMethods'>,
  now: Date,
  { description = null, expiresAt = null }: Partial<Pick<StoredSecret, 'description' | 'expiresAt'>> = {},
): Promise<NewSecret> {
  const { plaintext, lastFour } = registry.issueSecret();
  return {
    issued: { plaintext, lastFour, expiresAt },
    stored: {
      id: registry.newId(),
      digest: digestSecret(plaintext),
      lastFour,
      sealed: needsSealedSecret(metadata) ? await registry.sealSecret(plaintext) : null,
      description,
      status: 'active',
      createdAt: now,
      updatedAt: now,
      expiresAt,
      lastUsedAt: null,
    },
  };
}
