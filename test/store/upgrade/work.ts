import { expect } from 'vitest';
import type { TestGateway } from '../../harness/gateway.ts';

/** Registers, reads, finds and changes a client by GraphQL and REST, and fails if the gateway cannot. */
export async function expectWorking(gateway: TestGateway): Promise<void> {
  const create = `mutation { createOAuthClient(input: { name: "Später", redirectUris: ["https://app.example.com/callback"] }) {
    ... on CreateOAuthClientPayload { client { clientId } issuedSecret { plaintext } } } }`;
  const created = await gateway.graphql(create);
  expect(created.body.errors, created.text).toBeUndefined();
  const { clientId } = created.body.data.createOAuthClient.client;
  const path = `/admin/oauth/clients/${clientId}`;
  const read = await gateway.send('GET', path);
  expect([read.status, read.body.data?.name], read.text).toEqual([200, 'Später']);
  const found = await gateway.graphql('{ oauthClients(filter: { name: "SPÄT" }) { nodes { clientId } } }');
  expect(found.body.data?.oauthClients.nodes, found.text).toContainEqual({ clientId });
  const changed = await gateway.send('PUT', path, { name: 'Geändert' });
  expect(changed.status, changed.text).toBe(200);
  expect((await gateway.send('POST', `${path}/rotate-secret`)).status).toBe(200);
  const deleted = await gateway.send('DELETE', path);
  expect(deleted.status, deleted.text).toBe(204);
}
