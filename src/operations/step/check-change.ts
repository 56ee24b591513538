import { needsEncryptedSecret, needsSecret } from '../../credentials/client-secret.ts';
import { type ClientChange, mergeChange } from '../../domain/client/client-change.ts';
import type { Client, ClientMetadata } from '../../domain/client/client-metadata.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import type { ClientState } from '../../store/client/client-state.ts';
import type { Services } from '../services.ts';
import { issuesOfRegistration } from './check-candidate.ts';
import { requireFreeSlot, usableSecrets, withinLimit } from './secret-set.ts';

/** The metadata of a client after a change, and what the rules say about it, at the paths of the change. */
export interface CheckedChange {
  readonly metadata: ClientMetadata;
  readonly issues: readonly Issue[];
  readonly advisories: readonly Issue[];
}

/** Applies a change to a stored client, with every issue of the change and of the changed client. */
export function checkChange(
  services: Pick<Services, 'policy'>,
  client: Client,
  change: ClientChange,
): CheckedChange {
  const { input, issues, placed } = mergeChange(client, change);
  const candidate = candidateOf(input);
  // A rule that was added later does not stop an administrator from suspending a client.
  const broken = isOfStatusAlone(change) ? [] : issuesOfRegistration(services, candidate).map(placed);
  return {
    metadata: candidate.metadata,
    issues: [...issues, ...broken],
    advisories: adviseRegistration(candidate).map(placed),
  };
}

function isOfStatusAlone({ status, ...others }: ClientChange): boolean {
  return status != null && Object.values(others).every((value) => value === undefined);
}

/**
 * Whether a change requires a new secret: the new methods need one, the stored ones did not, and none is usable.
 *
 * @throws {RegistrationError} CONFLICT if the client cannot have another secret.
 */
export function requiresSecret(
  { client, secrets }: ClientState,
  metadata: ClientMetadata,
  now: Date,
): boolean {
  const isNew = [needsSecret, needsEncryptedSecret].some((needs) => needs(metadata) && !needs(client));
  if (!isNew || usableSecrets(metadata, secrets, now).length > 0) return false;
  requireFreeSlot(secrets, now, 'clientAuthMethods');
  withinLimit(secrets, now, 1);
  return true;
}
