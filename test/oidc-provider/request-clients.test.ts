import type { KoaContextWithOIDC } from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestClientsOn } from '../../src/oidc-provider/request-clients.ts';
import { suspendClient } from '../../src/operations/client/suspend-client.ts';
import { callerOf, openServices, type TestServices } from '../harness/services.ts';

let open: TestServices;
let lookups = 0;
beforeAll(async () => {
  open = await openServices('PostgreSQL');
});
afterAll(() => open.close());

const clientsOf = (tenantId?: string) => {
  lookups = 0;
  const { secretUse } = open.services.store;
  const stateOf = (clientId: string) => {
    lookups += 1;
    return secretUse.stateOf(clientId);
  };
  return requestClientsOn({ stateOf }, tenantId);
};
const request = () => ({}) as KoaContextWithOIDC;

test('a client is read once per request, and again in the next request', async () => {
  const { client } = await open.register();
  const clients = clientsOf();
  const [one, other] = [request(), request()];
  const found = await Promise.all(Array.from({ length: 5 }, () => clients.find(one, client.clientId)));
  expect(found.map((state) => state?.client.id)).toEqual(Array(5).fill(client.id));
  expect(lookups).toBe(1);
  await suspendClient(open.services, callerOf(), client);
  expect(await clients.find(other, client.clientId)).toBeUndefined();
  expect(lookups).toBe(2);
});

test('a client is read on every call outside of a request', async () => {
  const { client } = await open.register();
  const clients = clientsOf();
  expect((await clients.find(undefined, client.clientId))?.secrets).toHaveLength(1);
  await suspendClient(open.services, callerOf(), client);
  expect(await clients.find(undefined, client.clientId)).toBeUndefined();
});

test.each(['', '__proto__', "' or 1=1 --", 'x'.repeat(100_000)])(
  'an impossible client_id is not looked up: %.20s',
  async (clientId) => {
    expect(await clientsOf().find(request(), clientId)).toBeUndefined();
    expect(lookups).toBe(0);
  },
);

test("another tenant's client cannot be distinguished from an unknown one", async () => {
  const { client } = await open.register();
  expect((await clientsOf('acme').find(request(), client.clientId))?.client.id).toBe(client.id);
  expect(await clientsOf('rival').find(request(), client.clientId)).toBeUndefined();
});
