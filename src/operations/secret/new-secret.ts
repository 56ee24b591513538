import { digestSecret, needsEncryptedSecret } from '../../credentials/client-secret.ts';
import type { ClientMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import type { StoredSecret } from '../../store/client-state.ts';
import type { Services } from '../services.ts';

/** A secret that was just made: once as its owner sees it and once as it is kept. */
export interface NewSecret {
  readonly issued: IssuedSecret;
  readonly stored: StoredSecret;
}

/** Makes a secret for a client; sealed as well where a method of the client needs it read back. */
export async function newSecret(
  services: Services,
  metadata: Pick<ClientMetadata, 'clientAuthMethods'>,
  now: Date,
  { description = null, expiresAt = null }: Partial<Pick<StoredSecret, 'description' | 'expiresAt'>> = {},
): Promise<NewSecret> {
  const { plaintext, lastFour } = services.issueSecret();
  return {
    issued: { plaintext, lastFour, expiresAt },
    stored: {
      id: services.newId(),
      digest: digestSecret(plaintext),
      lastFour,
      sealed: needsEncryptedSecret(metadata) ? await services.encryptSecret(plaintext) : null,
      description,
      status: 'active',
      createdAt: now,
      updatedAt: now,
      expiresAt,
      lastUsedAt: null,
    },
  };
}
