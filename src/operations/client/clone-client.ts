import { z } from 'zod';
import { type Client, inputOf, type RegistrationInput } from '../../domain/client/client-metadata.ts';
import { fieldsOf } from '../../domain/client/metadata-table.ts';
import { clientNotFound } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { adviseRegistration } from '../../domain/rule/check-registration.ts';
import { nameOfClone } from '../../domain/rule/name.ts';
import { writeOperation } from '../perform.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import { type CreatedClient, newClient } from '../step/new-client.ts';

/**
 * Registers a client with the metadata of another, ` (clone)` appended to its name, and new credentials. The current rules
 * apply, so a client that was registered under older rules may be refused.
 *
 * @throws {RegistrationError} NOT_FOUND, or INVALID_CLIENT_METADATA.
 */
export const cloneClient = writeOperation(
  {
    name: 'cloneOAuthClient',
    right: 'write',
    action: 'oauth_client.clone',
    input: z.object({ clientId: z.string() }),
    rules: 'INVALID_CLIENT_METADATA',
  },
  async (call, { clientId }): Promise<CreatedClient> => {
    const { services, caller } = call;
    const { tenantId } = caller.actor;
    const source = isClientId(clientId)
      ? await services.store.findClient.byClientId(tenantId, clientId)
      : undefined;
    if (source === undefined) throw clientNotFound();
    const candidate = candidateOf(inputOfClone(source));
    call.require(issuesOfRegistration(services, candidate));
    const origin = [{ field: 'clonedFrom', before: null, after: clientId }];
    const { row, issuedSecret } = await newClient(call, candidate.metadata, origin);
    await services.store.createClient(row);
    return { client: row.client, issuedSecret, advisories: adviseRegistration(candidate), replayed: false };
  },
);

const clonedFields: readonly string[] = fieldsOf('clone');

function inputOfClone(source: Client): RegistrationInput {
  const copied = Object.entries(inputOf(source)).filter(([field]) => clonedFields.includes(field));
  return { ...(Object.fromEntries(copied) as Partial<RegistrationInput>), name: nameOfClone(source.name) };
}
