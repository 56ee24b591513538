import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const body = { name: 'Mine', redirect_uris: ['https://app.example.com/cb'] };

let gateway: TestGateway;
let holder: postgres.Sql;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  holder = postgres(gateway.databaseUrl ?? '', { max: 1 });
});
afterAll(async () => {
  await holder.end();
  await gateway.close();
});

test('a client that is locked in the database delays only its own changes', async () => {
  const created = await gateway.send('POST', '/admin/oauth/clients', body);
  const path = `/admin/oauth/clients/${created.body.data.client_id}`;
  let changes: Promise<unknown[]> | undefined;
  await holder.begin(async (sql) => {
    await sql`select from oauth_clients for update`;
    changes = Promise.all(
      Array.from({ length: 12 }, (_, index) => gateway.send('PUT', path, { name: `Name ${index}` })),
    );
    const others = await Promise.all([
      gateway.send('GET', path),
      gateway.send('POST', '/admin/oauth/clients', body),
      gateway.send('GET', '/admin/oauth/clients', undefined, {
        token: await gateway.token({ tenant: 'rival' }),
      }),
    ]);
    expect(others.map(({ status }) => status)).toEqual([200, 201, 200]);
    const [first] = (await Promise.race([
      changes,
      Promise.all([gateway.send('PUT', path, { name: 'Late' })]),
    ])) as Awaited<ReturnType<TestGateway['send']>>[];
    expect([first?.status, first?.body.code, first?.headers.get('retry-after')]).toEqual([
      503,
      50310001,
      '1',
    ]);
    const mutation = `mutation { suspendOAuthClient(input: { clientId: "${created.body.data.client_id}" }) { __typename } }`;
    const graphql = await gateway.graphql(mutation);
    expect(graphql.body).toMatchObject({
      data: { suspendOAuthClient: null },
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
  });
  await changes;
  expect((await gateway.send('PUT', path, { name: 'Free again' })).status).toBe(200);
});
