import { needsSealedSecret, needsSecret } from '../credentials/client-secret.ts';
import { adviseRegistration } from '../registration/check-registration.ts';
import { type ClientChange, mergeChange } from '../registration/client-change.ts';
import { type Client, type ClientMetadata, withDefaults } from '../registration/client-metadata.ts';
import type { IssuedSecret } from '../registration/client-secret.ts';
import { type Issue, joinIssues } from '../registration/issue.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import { corsOrigins } from '../registration/web-origin.ts';
import type { ClientState } from '../store/client-state.ts';
import { changeClient, type Target } from './change-client.ts';
import { issuesOfRegistration } from './judge.ts';
import { type NewSecret, newSecret } from './new-secret.ts';
import type { Caller, Registry } from './registry.ts';
import { deactivated, requirePlace, usableSecrets, withinLimit } from './secret-set.ts';

export interface UpdatedClient {
  readonly client: Client;
  /** A secret that the change called for: the client had none that its authentication methods could use. */
  readonly issuedSecret: IssuedSecret | null;
  readonly advisories: readonly Issue[];
}

/**
 * Changes the metadata of a client. The whole rule book and the profile are run on what the change comes to, so that no half
 * of a pair slips past. A client whose methods come to need a secret gets one; the secrets of one that needs none any
 * more are deactivated.
 *
 * @param unreadable what a door could not express of the change; it is refused together with what the rules find.
 * @throws {RegistrationRefusal}
 */
export async function updateClient(
  registry: Registry,
  caller: Caller,
  target: Target,
  change: ClientChange,
  unreadable: readonly Issue[] = [],
): Promise<UpdatedClient> {
  let issuedSecret: IssuedSecret | null = null;
  let advisories: readonly Issue[] = [];
  const { client } = await changeClient(
    registry,
    caller,
    'oauth_client.update',
    target,
    async (current, now) => {
      const { input, issues, placed } = mergeChange(current.client, change);
      // Whoever suspends a client in a hurry is not held up by a rule that came after it.
      const found = isOfStatusAlone(change) ? [] : issuesOfRegistration(registry, input).map(placed);
      const all = joinIssues(unreadable, [...issues, ...found]);
      if (all.length > 0) throw new RegistrationRefusal('INVALID_CLIENT_METADATA', all);
      advisories = adviseRegistration(input).map(placed);
      const metadata = withDefaults(input);
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
    },
  );
  return { client, issuedSecret, advisories };
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
