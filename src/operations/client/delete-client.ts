import type { Client } from '../../domain/client/client-metadata.ts';
import { writeOperation } from '../perform.ts';
import { changeClient, type Target, targetSchema, withClient } from '../step/change-client.ts';

/** Removes a client from every read. It can be restored for `RESTORE_DAYS`; its `client_id` is never used again. */
export const deleteClient = writeOperation(
  { name: 'deleteOAuthClient', right: 'delete', action: 'oauth_client.delete', input: targetSchema },
  async (call, target: Target): Promise<Client> => {
    const { client } = await changeClient(call, target, (current, now) =>
      withClient(current, { deletedAt: now }),
    );
    return client;
  },
);
