import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import { type ClientChange, mergeChange } from '../../domain/client/client-change.ts';
import { type Client, type ClientMetadata, derivedMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import { changeSchema } from '../../domain/client/registration-schema.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import { type Call, type WriteCall, writeOperation } from '../perform.ts';
import { changeClient, type Target, targetSchema } from '../step/change-client.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import { type NewSecret, newSecret } from '../step/new-secret.ts';
import { deactivated, requireFreeSlot, usableSecrets, withinLimit } from '../step/secret-set.ts';

export interface UpdatedClient {
  readonly client: Client;
  /** A new secret that the change requires: the client had none that its authentication methods can use. */
  readonly issuedSecret: IssuedSecret | null;
  readonly advisories: readonly Issue[];
}

/**
 * Changes the metadata of a client. All rules are applied to the changed client, so that a change of one field cannot break a
 * rule about several. A client that now needs a secret gets one; the secrets of a client that no longer needs them are
 * deactivated.
 *
 * @throws {RegistrationError}
 */
export const updateClient = writeOperation(
  {
    name: 'updateOAuthClient',
    right: 'write',
    action: 'oauth_client.update',
    input: targetSchema.and(changeSchema),
    rules: 'INVALID_CLIENT_METADATA',
  },
  async (call, input: Target & ClientChange): Promise<UpdatedClient> => {
    const { services } = call;
    const { clientId, expectedVersion, ...change } = input;
    let issuedSecret: IssuedSecret | null = null;
    let advisories: readonly Issue[] = [];
    const target = { clientId, expectedVersion };
    const { client } = await changeClient(call, target, async (current, now) => {
      const merged = mergeClient(call, current.client, change);
      advisories = merged.advisories;
      const { metadata } = merged;
      const made = await secretFor(services, current, metadata, now);
      issuedSecret = made?.issued ?? null;
      const secrets = needsSecret(metadata) ? current.secrets : deactivated(current.secrets, now);
      return {
        client: {
          ...current.client,
          ...metadata,
          ...derivedMetadata(metadata),
          status: change.status ?? current.client.status,
        },
        secrets: made ? withinLimit([...secrets, made.stored], now) : secrets,
      };
    });
    return { client, issuedSecret, advisories };
  },
);

/** @throws {RegistrationError} INVALID_CLIENT_METADATA with every issue of the change and of the changed client. */
function mergeClient({ services, require }: WriteCall, client: Client, change: ClientChange) {
  const { input, issues, placed } = mergeChange(client, change);
  const candidate = candidateOf(input);
  // A rule that was added later does not stop an administrator from suspending a client.
  const broken = isOfStatusAlone(change) ? [] : issuesOfRegistration(services, candidate).map(placed);
  require([...issues, ...broken]);
  return { metadata: candidate.metadata, advisories: adviseRegistration(candidate).map(placed) };
}

function isOfStatusAlone({ status, ...others }: ClientChange): boolean {
  return status != null && Object.values(others).every((value) => value === undefined);
}

/** The secret that a change requires: the new methods need one, the stored ones did not, and none is usable. */
async function secretFor(
  services: Call['services'],
  { client, secrets }: ClientState,
  metadata: ClientMetadata,
  now: Date,
): Promise<NewSecret | undefined> {
  const isNew = [needsSecret, needsEncryptedSecret].some((needs) => needs(metadata) && !needs(client));
  if (!isNew || usableSecrets(metadata, secrets, now).length > 0) return undefined;
  requireFreeSlot(secrets, now, 'clientAuthMethods');
  return newSecret(services, metadata, now);
}
