import { execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageIn } from '../../../src/domain/error/issue.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { adviseClient } from '../../../src/operations/client/advise-client.ts';
import { updateClient } from '../../../src/operations/client/update-client.ts';
import type { Services } from '../../../src/operations/services.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';
import { callerOf, openServices, refusalOf, type TestServices } from '../../harness/services.ts';

let open: TestServices;
let gateway: TestGateway;
/** The services after the operator forbade what the client below uses. */
let stricter: Services;
beforeAll(async () => {
  [open, gateway] = await Promise.all([openServices('PostgreSQL'), openGateway('PostgreSQL')]);
  const policy = { ...open.services.policy, recoverableSecrets: false, allowedJwksHosts: new Set<string>() };
  stricter = { ...open.services, policy };
});
afterAll(() => Promise.all([open.close(), gateway.close()]));

const codesOf = (advisories: ReturnType<typeof adviseClient>) =>
  advisories.map(({ path, code }) => `${path.join('.')}: ${code}`);

test('a stored client has the advisories of its registration', async () => {
  const { client, advisories } = await open.register({
    redirectUris: ['http://localhost/cb'],
    website: 'http://a.example/',
  });
  expect(advisories.length).toBeGreaterThan(1);
  expect(adviseClient(open.services, client)).toEqual(advisories);
});

test('a client that the current rules accept has no RULES_CHANGED', async () => {
  const { client } = await open.register({ clientAuthMethods: ['client_secret_jwt'] });
  expect(adviseClient(open.services, client)).toEqual([]);
});

test('a client that the policy refuses today has RULES_CHANGED with the number of issues of an update', async () => {
  const { client } = await open.register({
    clientAuthMethods: ['client_secret_basic', 'client_secret_jwt'],
    redirectUris: ['http://localhost/cb'],
  });
  const [, ...issues] = await refusalOf(
    updateClient(stricter, callerOf(), { clientId: client.clientId, name: 'New' }),
  );
  expect(issues).toHaveLength(1);
  const advisories = adviseClient(stricter, client);
  expect(codesOf(advisories).slice(0, 2)).toEqual([
    ': RULES_CHANGED',
    'redirectUris.0: ADVISE_REDIRECT_URI_LOOPBACK',
  ]);
  const [changed] = advisories;
  expect(changed?.message).toMatch(/ Number of issues: 1\.$/);
  expect(changed && messageIn(changed, 'zh-CN')).toMatch(/问题数：1。$/);
});

test('OAuthClient.advisories are computed by the current policy', async () => {
  const { client } = await open.register({ name: 'Selected', clientAuthMethods: ['client_secret_jwt'] });
  const contextValue = {
    caller: callerOf(),
    services: stricter,
    unreadable: [],
    showsSchema: true,
    language: 'en',
  };
  const document = parse(`{ oauthClient(clientId: "${client.clientId}") { advisories { path code } } }`);
  const { data } = await execute({ schema, document, contextValue });
  expect(JSON.parse(JSON.stringify(data))).toEqual({
    oauthClient: { advisories: [{ path: [], code: 'RULES_CHANGED' }] },
  });
});

test('a query may select the advisories of the default page of 20 clients, but not of 30', async () => {
  const ask = async (first: number) =>
    (
      await gateway.graphql(
        `{ oauthClients(first: ${first}) { nodes { clientId advisories { path code message reference } } } }`,
      )
    ).body.errors?.[0].message;
  expect(await ask(20)).toBeUndefined();
  expect(await ask(30)).toMatch(/^The operation costs 3\d{4}; at most 25000 is allowed\./);
});
