import type { Client } from '../../domain/client/client-metadata.ts';
import { writeOperation } from '../perform.ts';
import { changeClient, type Target, targetSchema, withClient } from '../step/change-client.ts';

/** Activates a suspended client. An active client is not changed. */
export const activateClient = writeOperation(
  { name: 'activateOAuthClient', right: 'write', action: 'oauth_client.activate', input: targetSchema },
  async (call, target: Target): Promise<Client> => {
    const { client } = await changeClient(call, target, (current) =>
      withClient(current, { status: 'active' }),
    );
    return client;
  },
);
