import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApolloGateway,
  type GatewayConfig,
  IntrospectAndCompose,
  LocalCompose,
  RemoteGraphQLDataSource,
} from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, isInputObjectType, isObjectType, parse } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const committed = readFileSync(new URL('../../schema/subgraph.graphql', import.meta.url), 'utf8');

/** A subgraph of another team: its apps refer to our clients, and it adds fields to a client. */
const apps = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable"])
  type Query { apps: AppConnection! }
  type AppConnection { nodes: [App!]! pageInfo: PageInfo! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type App @key(fields: "title") { title: String! client: OAuthClient }
  type OAuthClient @key(fields: "clientId") { clientId: String! owner: String! }
`;

let gateway: TestGateway;
let ids: Record<'acme' | 'other', string>;
let appsServer: Awaited<ReturnType<typeof serveApps>>;
beforeAll(async () => {
  // Apollo Gateway would send usage reports to Apollo and query cloud metadata services.
  vi.stubEnv('APOLLO_TELEMETRY_DISABLED', '1');
  gateway = await openGateway('PostgreSQL', { federation: true });
  ids = { acme: await create('acme'), other: await create('other') };
  appsServer = await serveApps();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  appsServer?.close();
  await gateway?.close();
});

async function create(tenant: string): Promise<string> {
  const { body } = await gateway.graphql(
    'mutation ($name: String!) { createOAuthClient(input: { name: $name, redirectUris: ["https://a.example/"] }) { ... on CreateOAuthClientPayload { client { clientId } } } }',
    { name: `Client of ${tenant}` },
    { token: await gateway.token({ tenant }) },
  );
  return body.data.createOAuthClient.client.clientId;
}

async function serveApps() {
  const resolvers = {
    Query: {
      apps: () => ({
        nodes: [...Object.values(ids), 'app-01ARZ3NDEKTSV4RRFFQ69G5FAV'].map((clientId, index) => ({
          title: `App ${index}`,
          client: { clientId },
        })),
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      }),
    },
    OAuthClient: {
      __resolveReference: (client: { clientId: string }) => client,
      owner: ({ clientId }: { clientId: string }) => `owner of ${clientId}`,
    },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(apps), resolvers: resolvers as never });
  const server = createServer(createYoga({ schema, logging: false, graphiql: false })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const subgraphs = () => [
  { name: 'clients', url: `${gateway.url}/graphql` },
  { name: 'apps', url: appsServer.url },
];

/** Forwards the caller's token, as every gateway in front of this server must. */
class WithToken extends RemoteGraphQLDataSource<{ token?: string }> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource['willSendRequest']>>[0]) {
    if (context.token) request.http?.headers.set('authorization', `Bearer ${context.token}`);
  }
}

async function route(supergraphSdl: GatewayConfig) {
  const router = new ApolloGateway({
    ...supergraphSdl,
    buildService: ({ url }) => new WithToken(url ? { url } : {}),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  } as GatewayConfig);
  const { schema, executor } = await router.load();
  if (executor === null) throw new Error('The gateway has nothing to execute with.');
  const ask = async (query: string, token: string | undefined, variables: Record<string, unknown> = {}) => {
    const document = parse(query);
    const operation = document.definitions.find(({ kind }) => kind === 'OperationDefinition');
    return (await executor({
      schema,
      document,
      operation,
      operationName: null,
      queryHash: query,
      request: { query, variables },
      context: { token },
      metrics: {},
    } as never)) as ExecutionResult<Record<string, never>>;
  };
  return { schema, ask, close: () => router.stop() };
}

describe('behind a gateway that composes two subgraphs', () => {
  let router: Awaited<ReturnType<typeof route>>;
  beforeAll(async () => {
    const introspectionHeaders = { authorization: `Bearer ${await gateway.token()}` };
    router = await route({
      supergraphSdl: new IntrospectAndCompose({ subgraphs: subgraphs(), introspectionHeaders }),
    } as GatewayConfig);
  });
  afterAll(() => router?.close());

  test.each(['acme', 'other'] as const)(
    "apps of another subgraph show the clients of the caller's tenant only: %s",
    async (tenant) => {
      const { data, errors } = await router.ask(
        '{ apps { nodes { title client { clientId name tenantId owner secrets { status } } } } }',
        await gateway.token({ tenant }),
      );
      expect(errors).toBeUndefined();
      const client = {
        clientId: ids[tenant],
        name: `Client of ${tenant}`,
        tenantId: tenant,
        owner: `owner of ${ids[tenant]}`,
        secrets: [{ status: 'ACTIVE' }],
      };
      const clients = (data?.apps as { nodes: { client: unknown }[] } | undefined)?.nodes.map(
        (app) => app.client,
      );
      expect(clients?.filter((one) => one !== null)).toEqual([client]);
      expect(clients).toHaveLength(3);
    },
  );

  test('clients show fields of another subgraph', async () => {
    const query =
      '{ oauthClients(first: 1) { totalCount nodes { clientId owner } pageInfo { hasNextPage } } }';
    const { data, errors } = await router.ask(query, await gateway.token());
    expect(errors).toBeUndefined();
    expect(data?.oauthClients).toEqual({
      totalCount: 1,
      nodes: [{ clientId: ids.acme, owner: `owner of ${ids.acme}` }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('a valid client is registered, and an invalid one is refused with its issues', async () => {
    const document = `mutation ($input: CreateOAuthClientInput!) {
      createOAuthClient(input: $input) {
        __typename
        ... on CreateOAuthClientPayload { client { clientId owner } issuedSecret { plaintext } }
        ... on RegistrationError { issues { path code } }
      }
    }`;
    const token = await gateway.token({ tenant: 'third' });
    const register = async (uri: string) =>
      (await router.ask(document, token, { input: { name: 'Routed', redirectUris: [uri] } })).data;
    expect((await register('https://a.example/#x'))?.createOAuthClient).toEqual({
      __typename: 'RegistrationError',
      issues: [{ path: ['redirectUris', '0'], code: 'URI_FRAGMENT' }],
    });
    // The query that `register` sends contains the field.
    const created = (await register('https://a.example/'))?.createOAuthClient as unknown as {
      client: { clientId: string; owner: string };
      issuedSecret: { plaintext: string };
    };
    expect(created.client.owner).toBe(`owner of ${created.client.clientId}`);
    expect(created.issuedSecret.plaintext.length).toBeGreaterThan(40);
  });

  test('returns the rotated secret when a suspension in the same document is refused', async () => {
    const clientId = await create('rotated');
    const document = `mutation ($id: String!) {
      suspendOAuthClient(input: { clientId: $id }) { __typename }
      rotateOAuthClientSecret(input: { clientId: $id }) {
        ... on RotateOAuthClientSecretPayload { issuedSecret { plaintext } }
      }
    }`;
    const token = await gateway.token({ tenant: 'rotated', role: '', scope: 'oauth.clients:rotate' });
    const { data, errors } = await router.ask(document, token, { id: clientId });
    expect(data).toMatchObject({
      suspendOAuthClient: null,
      rotateOAuthClientSecret: { issuedSecret: { plaintext: expect.stringMatching(/^secret_/) } },
    });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
    expect(JSON.stringify(errors)).not.toContain('secret_');
  });

  test.each<[string, object | undefined, string]>([
    ['no token', undefined, 'UNAUTHENTICATED'],
    ['no right', { role: '' }, 'FORBIDDEN'],
  ])('a caller with %s gets the error', async (_, claims, code) => {
    const token = claims && (await gateway.token(claims));
    for (const query of ['{ oauthClients { nodes { name } } }', '{ apps { nodes { client { name } } } }']) {
      const { errors } = await router.ask(query, token);
      expect(errors?.[0]?.extensions?.code).toBe(code);
    }
  });
});

test('the types are hidden from a gateway without a token', async () => {
  const supergraphSdl = new IntrospectAndCompose({ subgraphs: subgraphs() });
  await expect(route({ supergraphSdl } as GatewayConfig)).rejects.toThrow(/401/);
});

/** A Relay subgraph with types that have common names. */
const shop = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable"])
  type Query { node(id: ID!): Node, orders(filter: DateTimeRange): [Order!] }
  interface Node { id: ID! }
  type Order implements Node @key(fields: "id") { id: ID!, audit: [AuditEvent!]!, issue: FieldIssue, by: GrantType, error: ErrorCode }
  type AuditEvent { at: DateTime!, action: AuditAction! }
  type FieldIssue { field: String! }
  input DateTimeRange { since: DateTime! }
  enum AuditAction { SHIP }
  enum GrantType { GIFT }
  enum ErrorCode { SOLD_OUT }
  scalar DateTime
`;

test('schema/subgraph.graphql composes with another Relay subgraph that has types of common names', async () => {
  const localServiceList = [
    { name: 'clients', url: 'http://clients.invalid', typeDefs: parse(committed) },
    { name: 'shop', url: 'http://shop.invalid', typeDefs: parse(shop) },
  ];
  const router = await route({
    supergraphSdl: new LocalCompose({ localServiceList } as never),
  } as GatewayConfig);
  const fields = Object.keys(router.schema.getQueryType()?.getFields() ?? {});
  expect(fields).toEqual(expect.arrayContaining(['node', 'orders', 'oauthClients']));
  const range = router.schema.getType('DateTimeRange');
  expect(isInputObjectType(range) && Object.keys(range.getFields())).toEqual(['since']);
  await router.close();
});

test('schema/subgraph.graphql composes without a server to a supergraph that links both types', async () => {
  const [clients, others] = subgraphs();
  const localServiceList = [
    { ...clients, typeDefs: parse(committed) },
    { ...others, typeDefs: parse(apps) },
  ];
  const router = await route({
    supergraphSdl: new LocalCompose({ localServiceList } as never),
  } as GatewayConfig);
  const fieldsOf = (name: string) => {
    const type = router.schema.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  expect(fieldsOf('OAuthClient')).toEqual(expect.arrayContaining(['clientId', 'secrets', 'owner']));
  expect(fieldsOf('Query')).toEqual(expect.arrayContaining(['oauthClients', 'apps']));
  expect(fieldsOf('Mutation')).toContain('createOAuthClient');
  await router.close();
});
