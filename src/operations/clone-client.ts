import { adviseRegistration } from '../registration/check-registration.ts';
import { inputOf } from '../registration/client-change.ts';
import { isClientId } from '../registration/identifier.ts';
import { clientNotFound, RegistrationRefusal } from '../registration/registration-refusal.ts';
import { nameOfClone } from '../registration/rule/name.ts';
import { clientIdOf } from './change-client.ts';
import { issuesOfRegistration } from './judge.ts';
import { type CreatedClient, newClient } from './new-client.ts';
import { operation } from './perform.ts';

const action = 'oauth_client.clone';

/**
 * Registers a client with the metadata of another, ` (clone)` behind its name, and credentials of its own. The rules of
 * today are run on it: a client that was registered under older ones may not pass.
 *
 * @throws {RegistrationRefusal} NOT_FOUND, or INVALID_CLIENT_METADATA.
 */
export const cloneClient = operation(
  { name: 'cloneOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (registry, caller, { clientId }: { readonly clientId: string }): Promise<CreatedClient> => {
    const { tenantId } = caller.actor;
    const source = isClientId(clientId)
      ? await registry.store.findClient.byClientId(tenantId, clientId)
      : undefined;
    if (source === undefined) throw clientNotFound();
    const input = { ...inputOf(source), name: nameOfClone(source.name) };
    const issues = issuesOfRegistration(registry, input);
    if (issues.length > 0) throw new RegistrationRefusal('INVALID_CLIENT_METADATA', issues);
    const origin = [{ field: 'clonedFrom', before: null, after: clientId }];
    const { row, issuedSecret } = await newClient(registry, caller, input, action, origin);
    await registry.store.createClient(row);
    return { client: row.client, issuedSecret, advisories: adviseRegistration(input), replayed: false };
  },
);
