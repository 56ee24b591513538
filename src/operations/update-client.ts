import { needsSealedSecret, needsSecret } from '../credentials/client-secret.ts';
import { adviseRegistration } from '../registration/check-registration.ts';
import { type ClientChange, mergeChange } from '../registration/client-change.ts';
import { type Client, type ClientMetadata, withDefaults } from '../registration/client-metadata.ts';
import type { IssuedSecret } from '../registration/client-secret.ts';
import { type Issue, joinIssues } from '../registration/issue.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { corsOrigins } from '../registration/web-origin.ts';
import type { ClientState } from '../store/client-state.ts';
import { changeClient, clientIdOf, type Target } from './change-client.ts';
import { issuesOfRegistration } from './judge.ts';
import { type NewSecret, newSecret } from './new-secret.ts';
import { operation } from './perform.ts';
import type { Registry } from './registry.ts';
import { deactivated, requirePlace, usableSecrets, withinLimit } from './secret-set.ts';

export interface UpdatedClient {
  readonly client: Client;
  /** A secret that the change called for: the client had none that its authentication methods could use. */
  readonly issuedSecret: IssuedSecret | null;
  readonly advisories: readonly Issue[];
}

const action = 'oauth_client.update';

/**
 * Changes the metadata of a client. Every rule and the profile are run on the changed client, so that a change of
 * one field cannot break a rule about two. A client that now needs a secret gets one; the secrets of a client that no longer
 * needs one are deactivated.
 *
 * @throws {RegistrationRefusal}
 */
export const updateClient = operation(
  { name: 'updateOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (registry, caller, input: Target & ClientChange, found): Promise<UpdatedClient> => {
    const { clientId, expectedVersion, ...change } = input;
    let issuedSecret: IssuedSecret | null = null;
    let advisories: readonly Issue[] = [];
    const target = { clientId, expectedVersion };
    const { client } = await changeClient(registry, caller, action, target, async (current, now) => {
      const merged = mergeClient(registry, current.client, change, found);
      advisories = merged.advisories;
      const { metadata } = merged;
      const made = await secretFor(registry, current, metadata, now);
      issuedSecret = made?.issued ?? null;
      const secrets = needsSecret(metadata) ? current.secrets : deactivated(current.secrets, now);
      return {
        client: {
          ...current.client,
          ...metadata,
          corsOrigins: corsOrigins(metadata.redirectUris, metadata.website),
          status: change.status ?? current.client.status,
        },
        secrets: made ? withinLimit([...secrets, made.stored], now) : secrets,
      };
    });
    return { client, issuedSecret, advisories };
  },
);

/** @throws {RegistrationRefusal} INVALID_CLIENT_METADATA with every issue of the change and of the changed client. */
function mergeClient(registry: Registry, client: Client, change: ClientChange, found: readonly Issue[]) {
  const { input, issues, placed } = mergeChange(client, change);
  // A rule that was added later does not stop an administrator from suspending a client.
  const broken = isOfStatusAlone(change) ? [] : issuesOfRegistration(registry, input).map(placed);
  const all = joinIssues(found, [...issues, ...broken]);
  if (all.length > 0) throw new RegistrationRefusal('INVALID_CLIENT_METADATA', all);
  return { metadata: withDefaults(input), advisories: adviseRegistration(input).map(placed) };
}

function isOfStatusAlone({ status, ...others }: ClientChange): boolean {
  return status != null && Object.values(others).every((value) => value === undefined);
}

/** The secret that a change calls for: its methods need one that the stored ones did not, and there is none to use. */
async function secretFor(
  registry: Registry,
  { client, secrets }: ClientState,
  metadata: ClientMetadata,
  now: Date,
): Promise<NewSecret | undefined> {
  const isNew = [needsSecret, needsSealedSecret].some((needs) => needs(metadata) && !needs(client));
  if (!isNew || usableSecrets(metadata, secrets, now).length > 0) return undefined;
  requirePlace(secrets, now, 'clientAuthMethods');
  return newSecret(registry, metadata, now);
}
