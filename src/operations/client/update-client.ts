import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import { type ClientChange, mergeChange } from '../../domain/client/client-change.ts';
import { type Client, type ClientMetadata, derivedMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import { operation } from '../perform.ts';
import { type NewSecret, newSecret } from '../secret/new-secret.ts';
import { deactivated, requireFreeSlot, usableSecrets, withinLimit } from '../secret/secret-set.ts';
import type { Services } from '../services.ts';
import { changeClient, clientIdOf, type Target } from './change-client.ts';
import { issuesOfRegistration } from './check-candidate.ts';

export interface UpdatedClient {
  readonly client: Client;
  /** A new secret that the change requires: the client had none that its authentication methods can use. */
  readonly issuedSecret: IssuedSecret | null;
  readonly advisories: readonly Issue[];
}

const action = 'oauth_client.update';

/**
 * Changes the metadata of a client. All rules are applied to the changed client, so that a change of one field cannot break a
 * rule about several. A client that now needs a secret gets one; the secrets of a client that no longer needs them are
 * deactivated.
 *
 * @throws {RegistrationError}
 */
export const updateClient = operation(
  { name: 'updateOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (services, caller, input: Target & ClientChange, found): Promise<UpdatedClient> => {
    const { clientId, expectedVersion, ...change } = input;
    let issuedSecret: IssuedSecret | null = null;
    let advisories: readonly Issue[] = [];
    const target = { clientId, expectedVersion };
    const { client } = await changeClient(services, caller, action, target, async (current, now) => {
      const merged = mergeClient(services, current.client, change, found);
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
function mergeClient(services: Services, client: Client, change: ClientChange, found: readonly Issue[]) {
  const { input, issues, placed } = mergeChange(client, change);
  const candidate = candidateOf(input);
  // A rule that was added later does not stop an administrator from suspending a client.
  const broken = isOfStatusAlone(change) ? [] : issuesOfRegistration(services, candidate).map(placed);
  const all = joinIssues(found, [...issues, ...broken]);
  if (all.length > 0) throw new RegistrationError('INVALID_CLIENT_METADATA', all);
  return { metadata: candidate.metadata, advisories: adviseRegistration(candidate).map(placed) };
}

function isOfStatusAlone({ status, ...others }: ClientChange): boolean {
  return status != null && Object.values(others).every((value) => value === undefined);
}

/** The secret that a change requires: the new methods need one, the stored ones did not, and none is usable. */
async function secretFor(
  services: Services,
  { client, secrets }: ClientState,
  metadata: ClientMetadata,
  now: Date,
): Promise<NewSecret | undefined> {
  const isNew = [needsSecret, needsEncryptedSecret].some((needs) => needs(metadata) && !needs(client));
  if (!isNew || usableSecrets(metadata, secrets, now).length > 0) return undefined;
  requireFreeSlot(secrets, now, 'clientAuthMethods');
  return newSecret(services, metadata, now);
}
