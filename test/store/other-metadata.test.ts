import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deleteClient } from '../../src/operations/client/delete-client.ts';
import { updateClient } from '../../src/operations/client/update-client.ts';
import { purge } from '../../src/operations/purge.ts';
import { oauthClients } from '../../src/store/table.ts';
import { databases } from '../harness/gateway.ts';
import { callerOf, day, openServices, type TestServices } from '../harness/services.ts';

describe.each(databases)('a member of client metadata without a column, on %s', (kind) => {
  let open: TestServices;
  beforeAll(async () => {
    open = await openServices(kind);
  });
  afterAll(() => open.close());

  const written = { later_member: ['from a newer version'] };
  const registerWithMember = async () => {
    const { client } = await open.register();
    await open.database
      .update(oauthClients)
      .set({ otherMetadata: sql`${JSON.stringify(written)}::jsonb` })
      .where(eq(oauthClients.id, client.id));
    return client;
  };

  test('that only a newer version knows is kept by an update', async () => {
    const { clientId } = await registerWithMember();
    await updateClient(open.services, callerOf(), { clientId, name: 'Renamed' });
    const { name, otherMetadata } = await open.clientRow(clientId);
    expect({ name, otherMetadata }).toEqual({ name: 'Renamed', otherMetadata: written });
  });

  test('is not in the row of a client that does not use it', async () => {
    const { client } = await open.register({ contacts: [], softwareId: null });
    expect((await open.clientRow(client.clientId)).otherMetadata).toEqual({});
    const { clientId } = client;
    await updateClient(open.services, callerOf(), { clientId, contacts: ['a@example.com'] });
    expect((await open.clientRow(clientId)).otherMetadata).toEqual({ contacts: ['a@example.com'] });
    await updateClient(open.services, callerOf(), { clientId, contacts: null });
    expect((await open.clientRow(clientId)).otherMetadata).toEqual({});
  });

  test('is erased with the client', async () => {
    const client = await registerWithMember();
    await deleteClient(open.services, callerOf(), client);
    open.clock.advance(31 * day);
    await purge(open.services, 'run');
    const { purgedAt, otherMetadata } = await open.clientRow(client.clientId);
    expect({ isPurged: purgedAt !== null, otherMetadata }).toEqual({ isPurged: true, otherMetadata: {} });
  });
});
