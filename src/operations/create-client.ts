import {
  digestSecret,
  type IssuedSecret,
  needsSealedSecret,
  needsSecret,
} from '../credentials/client-secret.ts';
import { clientIdOf } from '../credentials/identifier.ts';
import { adviseRegistration } from '../registration/check-registration.ts';
import { type Client, type RegistrationInput, withDefaults } from '../registration/client-metadata.ts';
import type { Issue } from '../registration/issue.ts';
import { corsOrigins } from '../registration/web-origin.ts';
import type { StoredSecret } from '../store/create-client.ts';
import type { Caller, Registry } from './registry.ts';

export interface CreatedClient {
  readonly client: Client;
  /** `null` for a client that shows no secret. The plaintext goes into one answer and is gone. */
  readonly issuedSecret: IssuedSecret | null;
  /** What is legal but risky about the registration. */
  readonly advisories: readonly Issue[];
}

/**
 * Registers a client in the caller's tenant. The caller is an administrator and the input has no issues under the
 * registry's policy: both doors see to that before they come here.
 */
export async function createClient(
  registry: Registry,
  caller: Caller,
  input: RegistrationInput,
): Promise<CreatedClient> {
  const metadata = withDefaults(input);
  const id = registry.newId();
  const now = registry.now();
  const client: Client = {
    ...metadata,
    id,
    clientId: clientIdOf(id),
    tenantId: caller.actor.tenantId,
    corsOrigins: corsOrigins(metadata.redirectUris, metadata.website),
    status: 'active',
    createdAt: now,
    updatedAt: now,
  };
  const issuedSecret = needsSecret(metadata) ? registry.issueSecret() : null;
  await registry.createClient({
    client,
    secret: issuedSecret && (await storedSecret(registry, issuedSecret, needsSealedSecret(metadata))),
    auditEvent: {
      id: registry.newId(),
      tenantId: client.tenantId,
      action: 'oauth_client.create',
      actorId: caller.actor.id,
      clientId: client.clientId,
      requestId: caller.requestId,
      address: caller.address,
      occurredAt: now,
    },
  });
  return { client, issuedSecret, advisories: adviseRegistration(input) };
}

async function storedSecret(
  registry: Registry,
  { plaintext, lastFour }: IssuedSecret,
  isSealed: boolean,
): Promise<StoredSecret> {
  const sealed = isSealed ? await registry.sealSecret(plaintext) : null;
  return { id: registry.newId(), digest: digestSecret(plaintext), lastFour, sealed };
}
