import { type Client, withDefaults } from '../../src/domain/client/client-metadata.ts';

const registeredAt = new Date('2026-01-31T23:59:59.123Z');

/** A stored client for tests of the store, which does not check fields. */
export function makeClient(id: string, changes: Partial<Client> = {}): Client {
  return {
    id,
    clientId: `app-${id}`,
    tenantId: 'acme',
    ...withDefaults({ name: 'x', redirectUris: ['https://a.example/'] }),
    corsOrigins: [],
    status: 'active',
    version: 1,
    createdAt: registeredAt,
    updatedAt: registeredAt,
    lastUsedAt: null,
    deletedAt: null,
    ...changes,
  };
}
