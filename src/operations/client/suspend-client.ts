import type { Client } from '../../domain/client/client-metadata.ts';
import { operation } from '../perform.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';

const action = 'oauth_client.suspend';

/** Suspends a client: it cannot authenticate until it is activated again. A suspended client is not changed. */
export const suspendClient = operation(
  { name: 'suspendOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (services, caller, target: Target): Promise<Client> => {
    const { client } = await changeClient(services, caller, action, target, (current) =>
      withClient(current, { status: 'suspended' }),
    );
    return client;
  },
);
