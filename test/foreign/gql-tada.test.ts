import { minifyIntrospection, outputIntrospectionFile } from 'gql.tada/internal';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { introspect, servedSdl } from '../tooling/served-schema.ts';
import { openProject, type Project, strictCompilerOptions } from './project.ts';

let gateway: TestGateway;
let project: Project;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  project = openProject();
});
afterAll(async () => {
  project?.remove();
  await gateway?.close();
});

const setup = `import { initGraphQLTada, type ResultOf, type VariablesOf } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; JSON: unknown; JWKSet: string; ULID: string; URI: string };
}>();
const create = graphql(\`mutation ($input: CreateOAuthClientInput!) {
  createOAuthClient(input: $input) {
    __typename
    ... on CreateOAuthClientPayload { client { id clientId status redirectUris createdAt } issuedSecret { plaintext } }
    ... on RegistrationError { issues { path code } }
  }
}\`);
type Result = NonNullable<ResultOf<typeof create>['createOAuthClient']>;
`;

const right = `${setup}
export const variables: VariablesOf<typeof create> = {
  input: { name: 'x', redirectUris: [], grantTypes: ['AUTHORIZATION_CODE'], tlsClientAuth: { sanDns: 'a.example' } },
};
export function read(result: Result): readonly string[] {
  if (result.__typename === 'RegistrationError') return result.issues.map(({ code }) => code);
  const status: 'ACTIVE' | 'SUSPENDED' = result.client.status;
  return [...result.client.redirectUris, status, result.issuedSecret?.plaintext ?? ''];
}
`;

const wrong: readonly (readonly [string, string, string])[] = [
  [
    'a field that is not asked for',
    "export const read = (result: Result) => result.__typename === 'RegistrationError' || result.client.name;",
    "Property 'name' does not exist",
  ],
  [
    'a field that is not there',
    "const query = graphql('{ oauthClients { nodes { secret } } }');\nexport const read = (data: ResultOf<typeof query>) => data.oauthClients?.nodes[0]?.secret.length;",
    "Object is of type 'unknown'",
  ],
  [
    'a word that an enum does not have',
    "export const variables: VariablesOf<typeof create> = { input: { name: 'x', redirectUris: [], grantTypes: ['PASSWORD'] } };",
    `Type '"PASSWORD"' is not assignable`,
  ],
];

test('gql.tada types documents by introspection, so that tsc accepts correct uses and refuses wrong ones', async () => {
  // The gql.tada command does this too, but reads tsconfig.json with a function that TypeScript 7 no longer has.
  const introspection = minifyIntrospection(await introspect(gateway));
  project.write(
    'graphql-env.d.ts',
    await outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true }),
  );
  const compilerOptions = { ...strictCompilerOptions, skipLibCheck: true };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  project.write('use.ts', right);
  expect(await project.run('tsc')).toEqual({ ended: 0, said: '' });
  for (const [what, text, complaint] of wrong) {
    project.write('use.ts', `${setup}\n${text}\n`);
    const { said } = await project.run('tsc');
    expect(
      said
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('use.ts')),
      what,
    ).toEqual([expect.stringContaining(complaint)]);
  }
});

test('the gql.tada command fetches the schema by URL', async () => {
  const header = `authorization: Bearer ${await gateway.token()}`;
  const words = [
    'generate-schema',
    `${gateway.url}/graphql`,
    '--header',
    header,
    '--output',
    'schema.graphql',
  ];
  const { ended, said } = await project.run('gql.tada', ...words);
  expect(ended, said.replaceAll(header, '')).toBe(0);
  const fetched = lexicographicSortSchema(buildSchema(project.read('schema.graphql')));
  expect(printSchema(fetched)).toBe(await servedSdl(gateway));
});
