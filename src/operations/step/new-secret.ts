import { digestSecret, needsEncryptedSecret } from '../../credentials/client-secret.ts';
import type { ClientMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import type { StoredSecret } from '../../store/client/client-state.ts';
import type { Services } from '../services.ts';

/** A new secret: as shown to its owner and as stored. */
export interface NewSecret {
  readonly issued: IssuedSecret;
  readonly stored: StoredSecret;
}

/** Creates a secret for a client. It is also encrypted if a method of the client requires reading it back. */
export async function newSecret(
  services: Pick<Services, 'issueSecret' | 'newId' | 'encryptSecret'>,
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
      encrypted: needsEncryptedSecret(metadata) ? await services.encryptSecret(plaintext) : null,
      description,
      status: 'active',
      createdAt: now,
      updatedAt: now,
      expiresAt,
      lastUsedAt: null,
    },
  };
}
