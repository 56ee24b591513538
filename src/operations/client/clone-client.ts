import { type Client, inputOf, type RegistrationInput } from '../../domain/client/client-metadata.ts';
import { fieldsOf } from '../../domain/client/metadata-table.ts';
import { clientNotFound, RegistrationError } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { nameOfClone } from '../../domain/rule/name.ts';
import { operation } from '../perform.ts';
import { clientIdOf } from './change-client.ts';
import { issuesOfRegistration } from './check-candidate.ts';
import { type CreatedClient, newClient } from './new-client.ts';

const action = 'oauth_client.clone';

/**
 * Registers a client with the metadata of another, ` (clone)` appended to its name, and new credentials. The current rules
 * apply, so a client that was registered under older rules may be refused.
 *
 * @throws {RegistrationError} NOT_FOUND, or INVALID_CLIENT_METADATA.
 */
export const cloneClient = operation(
  { name: 'cloneOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (services, caller, { clientId }: { readonly clientId: string }): Promise<CreatedClient> => {
    const { tenantId } = caller.actor;
    const source = isClientId(clientId)
      ? await services.store.findClient.byClientId(tenantId, clientId)
      : undefined;
    if (source === undefined) throw clientNotFound();
    const candidate = candidateOf(inputOfClone(source));
    const issues = issuesOfRegistration(services, candidate);
    if (issues.length > 0) throw new RegistrationError('INVALID_CLIENT_METADATA', issues);
    const origin = [{ field: 'clonedFrom', before: null, after: clientId }];
    const { row, issuedSecret } = await newClient(services, caller, candidate.metadata, action, origin);
    await services.store.createClient(row);
    return { client: row.client, issuedSecret, advisories: adviseRegistration(candidate), replayed: false };
  },
);

const clonedFields: readonly string[] = fieldsOf('clone');

function inputOfClone(source: Client): RegistrationInput {
  const copied = Object.entries(inputOf(source)).filter(([field]) => clonedFields.includes(field));
  return { ...(Object.fromEntries(copied) as Partial<RegistrationInput>), name: nameOfClone(source.name) };
}
