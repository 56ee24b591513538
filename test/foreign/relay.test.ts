import { join } from 'node:path';
import {
  type ConcreteRequest,
  ConnectionHandler,
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSingularSelector,
  Network,
  type ReaderFragment,
  RecordSource,
  ROOT_ID,
  Store,
} from 'relay-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { servedSdl } from '../tooling/served-schema.ts';
import { openProject, type Project } from './project.ts';

/** What a page of a Relay application contains: a paged list, an item that is refetched, a form. */
const documents = `import { graphql } from 'relay-runtime';

export const list = graphql\`
  query documentsListQuery($count: Int!) {
    ...documents_list @arguments(count: $count)
  }
\`;

export const clients = graphql\`
  fragment documents_list on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "documentsPageQuery") {
    oauthClients(first: $count, after: $cursor) @connection(key: "documents_oauthClients") {
      totalCount
      edges {
        node {
          id
          name
          ...documents_client
        }
      }
    }
  }
\`;

export const client = graphql\`
  fragment documents_client on OAuthClient @refetchable(queryName: "documentsClientQuery") {
    name
    status
    secrets {
      lastFour
    }
  }
\`;

export const create = graphql\`
  mutation documentsCreateMutation($input: CreateOAuthClientInput!, $connections: [ID!]!) {
    createOAuthClient(input: $input) {
      __typename
      ... on CreateOAuthClientPayload {
        client @prependNode(connections: $connections, edgeTypeName: "OAuthClientEdge") {
          id
          clientId
          ...documents_client
        }
        issuedSecret {
          plaintext
        }
      }
      ... on RegistrationError {
        issues {
          path
          code
        }
      }
    }
  }
\`;

export const suspend = graphql\`
  mutation documentsSuspendMutation($input: SuspendOAuthClientInput!) {
    suspendOAuthClient(input: $input) {
      ... on SuspendOAuthClientPayload {
        client {
          ...documents_client
        }
      }
    }
  }
\`;
`;

let gateway: TestGateway;
let project: Project;
let compiled: { readonly ended: number; readonly said: string };
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  project = openProject();
  project.write('schema.graphql', await servedSdl(gateway));
  project.write('src/documents.js', documents);
  const scalars = { DateTime: 'string', JSON: 'unknown', JWKSet: 'string', ULID: 'string', URI: 'string' };
  const config = { src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: true };
  project.write('relay.config.json', JSON.stringify({ ...config, customScalarTypes: scalars }));
  compiled = await project.run('relay-compiler');
});
afterAll(async () => {
  project?.remove();
  await gateway?.close();
});

async function artifact<Artifact>(name: string): Promise<Artifact> {
  return (await import(join(project.folder, 'src/__generated__', `${name}.graphql.js`))).default;
}

function openEnvironment(tenant: string) {
  const network = Network.create(async ({ text }, variables) => {
    const token = await gateway.token({ tenant });
    return (await gateway.graphql(text ?? '', variables, { token })).body;
  });
  return new Environment({ network, store: new Store(new RecordSource()) });
}

interface Listed {
  readonly oauthClients: {
    readonly totalCount: number;
    readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

type Created =
  | { readonly __typename: 'RegistrationError'; readonly issues: readonly object[] }
  | {
      readonly client: { readonly id: string; readonly clientId: string };
      readonly issuedSecret: { readonly plaintext: string };
    };

async function openList(tenant: string, count: number) {
  const environment = openEnvironment(tenant);
  const query = await artifact<ConcreteRequest>('documentsListQuery');
  const fragment = await artifact<ReaderFragment>('documents_list');
  const operation = createOperationDescriptor(query, { count });
  environment.retain(operation);
  const mutation = await artifact<ConcreteRequest>('documentsCreateMutation');
  const list = ConnectionHandler.getConnectionID(ROOT_ID, 'documents_oauthClients');
  return {
    environment,
    list,
    load: () => fetchQuery(environment, query, { count }).toPromise(),
    loadNext: async (cursor: string) => {
      const page = await artifact<ConcreteRequest>('documentsPageQuery');
      await fetchQuery(environment, page, { count, cursor }).toPromise();
    },
    shown: () => {
      const selector = getSingularSelector(fragment, environment.lookup(operation.fragment).data);
      if (selector == null) throw new Error('Nothing was loaded.');
      // Relay types the data of a selector only for generated artifacts.
      return (environment.lookup(selector).data as unknown as Listed).oauthClients;
    },
    /** Registers a client, and adds it to the given lists. */
    create: (input: object, connections: readonly string[] = []) =>
      new Promise<Created>((done, fail) => {
        commitMutation(environment, {
          mutation,
          variables: { input, connections },
          onCompleted: (response) => done((response as { createOAuthClient: Created }).createOAuthClient),
          onError: fail,
        });
      }),
  };
}

const inputOf = (name: string) => ({ name, redirectUris: ['https://a.example/'] });
const namesOf = ({ edges }: Listed['oauthClients']) => edges.map(({ node }) => node.name);

test('the Relay compiler accepts connections, refetchable fragments, nodes and mutations without a warning', () => {
  expect(compiled.ended, compiled.said).toBe(0);
  expect(compiled.said).not.toMatch(/warn|error/i);
});

test('pages are appended to one list until its end', async () => {
  const { create, load, loadNext, shown } = await openList('pages', 2);
  for (const name of ['A', 'B', 'C', 'D', 'E']) await create(inputOf(name));
  await load();
  expect([namesOf(shown()), shown().totalCount, shown().pageInfo.hasNextPage]).toEqual([['E', 'D'], 5, true]);
  await loadNext(shown().pageInfo.endCursor);
  expect(namesOf(shown())).toEqual(['E', 'D', 'C', 'B']);
  await loadNext(shown().pageInfo.endCursor);
  expect([namesOf(shown()), shown().pageInfo.hasNextPage]).toEqual([['E', 'D', 'C', 'B', 'A'], false]);
});

test('a refused mutation gives its issues, and a registration adds the client to the list', async () => {
  const { create, load, shown, list } = await openList('form', 10);
  await load();
  expect(await create({ name: 'Bad', redirectUris: ['https://a.example/#x'] }, [list])).toEqual({
    __typename: 'RegistrationError',
    issues: [{ path: ['redirectUris', '0'], code: 'URI_FRAGMENT' }],
  });
  expect(namesOf(shown())).toEqual([]);
  const created = await create(inputOf('Good'), [list]);
  expect('issuedSecret' in created && created.issuedSecret.plaintext).toMatch(/^secret_.{43}/);
  expect(namesOf(shown())).toEqual(['Good']);
});

test('an item can be refetched by its id, and a mutation updates it wherever it is shown', async () => {
  const { environment, create, load } = await openList('item', 10);
  const created = await create(inputOf('Item'));
  if (!('client' in created)) throw new Error('It was not created.');
  await load();
  const { id, clientId } = created.client;
  const query = await artifact<ConcreteRequest>('documentsClientQuery');
  const fragment = await artifact<ReaderFragment>('documents_client');
  const operation = createOperationDescriptor(query, { id });
  await fetchQuery(environment, query, { id }).toPromise();
  const shown = () => {
    const { node } = environment.lookup(operation.fragment).data as { node: object };
    const selector = getSingularSelector(fragment, node);
    return selector && environment.lookup(selector).data;
  };
  expect(shown()).toMatchObject({
    name: 'Item',
    status: 'ACTIVE',
    secrets: [{ lastFour: expect.any(String) }],
  });
  const mutation = await artifact<ConcreteRequest>('documentsSuspendMutation');
  await new Promise<void>((done, fail) => {
    const variables = { input: { clientId } };
    commitMutation(environment, { mutation, variables, onCompleted: () => done(), onError: fail });
  });
  expect(shown()).toMatchObject({ name: 'Item', status: 'SUSPENDED' });
});
