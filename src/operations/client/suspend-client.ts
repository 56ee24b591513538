import type { Client } from '../../domain/client/client-metadata.ts';
import { writeOperation } from '../perform.ts';
import { changeClient, type Target, targetSchema, withClient } from '../step/change-client.ts';

/** Suspends a client: it cannot authenticate until it is activated again. A suspended client is not changed. */
export const suspendClient = writeOperation(
  { name: 'suspendOAuthClient', right: 'write', action: 'oauth_client.suspend', input: targetSchema },
  async (call, target: Target): Promise<Client> => {
    const { client } = await changeClient(call, target, (current) =>
      withClient(current, { status: 'suspended' }),
    );
    return client;
  },
);
