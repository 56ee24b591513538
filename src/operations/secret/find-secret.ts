import { z } from 'zod';
import type { ClientSecret } from '../../domain/client/client-secret.ts';
import { isUlid } from '../../domain/identifier.ts';
import { readOperation } from '../perform.ts';

/** A secret of a client of the caller's tenant. */
export const findSecret = readOperation(
  { name: 'oauthClientSecretById', right: 'read', input: z.string() },
  async ({ store }, id: string): Promise<ClientSecret | null> =>
    isUlid(id) ? ((await store.findSecret(id)) ?? null) : null,
);

/** The secrets of several clients of the caller's tenant without their values, in the order of the clients' ids; oldest first. */
export const listSecretsOfClients = readOperation(
  { name: 'OAuthClient.secrets', right: 'read', input: z.array(z.string()).readonly() },
  ({ store }, ids: readonly string[]): Promise<ClientSecret[][]> => store.secretsOfClients(ids),
);
