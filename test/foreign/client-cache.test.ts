import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ApolloClient,
  gql as apolloGql,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { cacheExchange, createClient, fetchExchange, gql as urqlGql } from '@urql/core';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { servedSchema } from '../tooling/served-schema.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');
const [createText, listText] = [read('create-oauth-client'), read('oauth-clients')];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway?.close());

const refusedInput = { name: '', redirectUris: ['http://a.example/#x'] };
const inputOf = (name: string) => ({ name, redirectUris: ['https://a.example/'] });

type Result =
  | { __typename: 'RegistrationError'; issues: { path: string[]; code: string }[] }
  | {
      __typename: 'CreateOAuthClientPayload';
      client: { id: string; clientId: string };
      issuedSecret: { plaintext: string };
    };
interface Create {
  createOAuthClient: Result;
}
interface List {
  oauthClients: { nodes: { name: string; clientId: string }[] };
}

function expectIssues(data: Create | undefined): void {
  const result = data?.createOAuthClient;
  expect(result).toMatchObject({
    __typename: 'RegistrationError',
    issues: expect.arrayContaining([
      expect.objectContaining({ code: 'URI_FRAGMENT', path: ['redirectUris', '0'] }),
    ]),
  });
}

function createdIn(data: Create | undefined) {
  const result = data?.createOAuthClient;
  if (result?.__typename !== 'CreateOAuthClientPayload')
    throw new Error(`It was not created: ${result?.__typename}`);
  expect(result.issuedSecret.plaintext).toMatch(/^secret_.{43}/);
  return { client: result.client, plaintext: result.issuedSecret.plaintext };
}

/** The unions and interfaces that Apollo's cache needs, from introspection, as its documentation describes. */
function possibleTypesOf(schema: GraphQLSchema): Record<string, string[]> {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(
    abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
  );
}

const rotation = `mutation RotateAndSuspend($id: String!) {
  suspendOAuthClient(input: { clientId: $id }) { __typename }
  rotateOAuthClientSecret(input: { clientId: $id }) {
    ... on RotateOAuthClientSecretPayload { issuedSecret { plaintext } }
  }
}`;
interface Rotation {
  suspendOAuthClient: null;
  rotateOAuthClientSecret: { issuedSecret: { plaintext: string } };
}
/** A token that may rotate and may not suspend. */
const rotator = { role: '', scope: 'oauth.clients:rotate' };

async function registered(tenant: string): Promise<string> {
  const token = await gateway.token({ tenant });
  const { body } = await gateway.graphql(createText, { input: inputOf('Rotated') }, { token });
  return body.data.createOAuthClient.client.clientId;
}

function expectSecret(data: Rotation | undefined): void {
  expect(data?.suspendOAuthClient).toBeNull();
  expect(data?.rotateOAuthClientSecret.issuedSecret.plaintext).toMatch(/^secret_.{43}$/);
}

describe('Apollo Client', () => {
  async function open(claims = {}) {
    const headers = { authorization: `Bearer ${await gateway.token(claims)}` };
    return new ApolloClient({
      cache: new InMemoryCache({ possibleTypes: possibleTypesOf(await servedSchema(gateway)) }),
      link: new HttpLink({ uri: `${gateway.url}/graphql`, headers }),
    });
  }
  const create = apolloGql(createText);
  const list = apolloGql(listText);

  test('gets the issues of a registration, registers, and caches the client without its secret', async () => {
    const client = await open({ tenant: 'apollo' });
    const mutate = (input: object) => client.mutate<Create>({ mutation: create, variables: { input } });
    expectIssues((await mutate(refusedInput)).data);
    const { client: created, plaintext } = createdIn((await mutate(inputOf('By Apollo'))).data);
    // Before another operation loads the client into the cache.
    const kept = client.extract() as Record<string, { clientId?: string }>;
    const listed = await client.query<List>({ query: list, variables: { first: 5 } });
    expect(listed.data?.oauthClients.nodes).toEqual([expect.objectContaining({ name: 'By Apollo' })]);
    expect(kept[`OAuthClient:${created.id}`]?.clientId).toBe(created.clientId);
    expect(JSON.stringify(kept)).not.toContain(plaintext);
    expect(JSON.stringify(kept)).not.toContain('issuedSecret');
  });

  test('gets the new secret of a rotation beside a refused suspension', async () => {
    const id = await registered('apollo-rotates');
    const client = await open({ tenant: 'apollo-rotates', ...rotator });
    const { data, error } = await client.mutate<Rotation>({
      mutation: apolloGql(rotation),
      variables: { id },
      errorPolicy: 'all',
    });
    expectSecret(data);
    expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  test('sends whole documents after the gateway has refused persisted queries', async () => {
    const headers = { authorization: `Bearer ${await gateway.token({ tenant: 'apollo-hashes' })}` };
    const sent: string[] = [];
    const link = new HttpLink({
      uri: `${gateway.url}/graphql`,
      headers,
      fetch: (url, init) => {
        sent.push(`${init?.body}`);
        return fetch(url, init);
      },
    });
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: new PersistedQueryLink({ sha256 }).concat(link),
    });
    const names = async (first: number) =>
      (await client.query<List>({ query: list, variables: { first } })).data?.oauthClients.nodes;
    expect([await names(1), await names(2)]).toEqual([[], []]);
    expect(sent.map((body) => body.includes('"query"'))).toEqual([false, true, true]);
  });

  test('gets the code of a top-level error', async () => {
    const client = await open({ role: '' });
    const error = await client.query({ query: list }).catch((thrown: unknown) => thrown);
    expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('urql', () => {
  async function open(claims = {}) {
    const headers = { authorization: `Bearer ${await gateway.token(claims)}` };
    const client = createClient({
      url: `${gateway.url}/graphql`,
      exchanges: [cacheExchange, fetchExchange],
      fetchOptions: { headers },
    });
    const names = async () =>
      (await client.query(list, { first: 5 }).toPromise()).data?.oauthClients.nodes.map(({ name }) => name);
    const mutate = async (input: object) => (await client.mutation(create, { input }).toPromise()).data;
    return { client, names, mutate };
  }
  const create = urqlGql<Create>(createText);
  const list = urqlGql<List>(listText);

  test('gets the issues of a registration, and registers', async () => {
    const { names, mutate } = await open({ tenant: 'urql' });
    expectIssues(await mutate(refusedInput));
    createdIn(await mutate(inputOf('By urql')));
    expect(await names()).toEqual(['By urql']);
  });

  test('lists a client as soon as it is registered, because it invalidates its cache by the types of the response', async () => {
    const { names, mutate } = await open({ tenant: 'urql-list' });
    createdIn(await mutate(inputOf('First')));
    expect(await names()).toEqual(['First']);
    createdIn(await mutate(inputOf('Second')));
    expect(await names()).toEqual(['Second', 'First']);
  });

  test('gets the new secret of a rotation beside a refused suspension', async () => {
    const id = await registered('urql-rotates');
    const { client } = await open({ tenant: 'urql-rotates', ...rotator });
    const { data, error } = await client.mutation<Rotation>(urqlGql(rotation), { id }).toPromise();
    expectSecret(data);
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('gets the status of an invalid document', async () => {
    const { client } = await open();
    const { error } = await client.query(urqlGql('{ nothing }'), {}).toPromise();
    expect([error?.response?.status, error?.graphQLErrors[0]?.extensions.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('gets the code of a top-level error', async () => {
    const { client } = await open({ role: '' });
    const { error } = await client.query(list, {}).toPromise();
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
