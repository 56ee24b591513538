import { needsSecret } from '../../credentials/client-secret.ts';
import type { ClientChange } from '../../domain/client/client-change.ts';
import { type Client, derivedMetadata } from '../../domain/client/client-metadata.ts';
import type { IssuedSecret } from '../../domain/client/client-secret.ts';
import { changeSchema } from '../../domain/client/registration-schema.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { writeOperation } from '../perform.ts';
import { changeClient, type Target, targetSchema } from '../step/change-client.ts';
import { checkChange, requiresSecret } from '../step/check-change.ts';
import { newSecret } from '../step/new-secret.ts';
import { deactivated, withinLimit } from '../step/secret-set.ts';

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
      const checked = checkChange(services, current.client, change);
      call.require(checked.issues);
      advisories = checked.advisories;
      const { metadata } = checked;
      const made = requiresSecret(current, metadata, now)
        ? await newSecret(services, metadata, now)
        : undefined;
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
