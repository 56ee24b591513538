import type { Client } from '../registration/client-metadata.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';
import { operation } from './perform.ts';

const action = 'oauth_client.activate';

/** Activates a suspended client. One that is active stays so. */
export const activateClient = operation(
  { name: 'activateOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (registry, caller, target: Target): Promise<Client> => {
    const { client } = await changeClient(registry, caller, action, target, (current) =>
      withClient(current, { status: 'active' }),
    );
    return client;
  },
);
