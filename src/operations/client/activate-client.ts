import type { Client } from '../../domain/client/client-metadata.ts';
import { operation } from '../perform.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';

const action = 'oauth_client.activate';

/** Activates a suspended client. An active client is not changed. */
export const activateClient = operation(
  { name: 'activateOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (services, caller, target: Target): Promise<Client> => {
    const { client } = await changeClient(services, caller, action, target, (current) =>
      withClient(current, { status: 'active' }),
    );
    return client;
  },
);
