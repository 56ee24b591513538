import type { Client } from '../registration/client-metadata.ts';
import { changeClient, clientIdOf, type Target, withClient } from './change-client.ts';
import { operation } from './perform.ts';

const action = 'oauth_client.suspend';

/** Suspends a client: it is refused everywhere until it is activated again. One that is suspended stays so. */
export const suspendClient = operation(
  { name: 'suspendOAuthClient', right: 'write', audit: { action, clientIdOf } },
  async (registry, caller, target: Target): Promise<Client> => {
    const { client } = await changeClient(registry, caller, action, target, (current) =>
      withClient(current, { status: 'suspended' }),
    );
    return client;
  },
);
