import type { Client } from '../../domain/client/client-metadata.ts';
import { operation } from '../perform.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';

const action = 'oauth_client.delete';

/** Removes a client from every read. It can be restored for `RESTORE_DAYS`; its `client_id` is never used again. */
export const deleteClient = operation(
  { name: 'deleteOAuthClient', right: 'delete', audit: { action, clientIdOf } },
  async (services, caller, target: Target): Promise<Client> => {
    const { client } = await changeClient(services, caller, action, target, (current, now) =>
      withClient(current, { deletedAt: now }),
    );
    return client;
  },
);
