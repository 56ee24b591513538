import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { servedSchema, servedSdl } from '../tooling/served-schema.ts';
import { openProject, type Project } from './project.ts';

const operations = fileURLToPath(new URL('../../schema/operations', import.meta.url));

let gateway: TestGateway;
let project: Project;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  project = openProject();
  cpSync(operations, join(project.folder, 'operations'), { recursive: true });
  project.write('schema.graphql', `${await servedSdl(gateway)}\n`);
  const values = Object.values((await servedSchema(gateway)).getTypeMap())
    .filter((type) => isObjectType(type) && valueTypes.includes(type.name))
    .map(({ name }) => name);
  expect(values, 'an exception for a type that is not there').toEqual(valueTypes);
});
afterAll(async () => {
  project?.remove();
  await gateway?.close();
});

/** Embedded values without an id. `OAuthIssuedSecret` must have no id, because client caches would store the secret. */
const valueTypes = [
  'NormalizedOAuthClientMetadata',
  'OAuthAuditChange',
  'OAuthCapabilities',
  'OAuthClientUpdateValidation',
  'OAuthClientValidation',
  'OAuthFieldIssue',
  'OAuthIssuedSecret',
  'OAuthRegistrationProfile',
  'OAuthTlsClientAuthSubject',
  'OAuthViewer',
  'PageInfo',
  'RegistrationError',
];

const exceptions = {
  // The rule requires an `id` on every type; types that can be refetched have one, and the others are exceptions.
  '@graphql-eslint/strict-id-in-types': [
    'error',
    { exceptions: { types: valueTypes, suffixes: ['Payload', 'Connection', 'Edge', 'Demand'] } },
  ],
  // By default the rule refuses every list that is not a connection, such as `redirectUris`. Only unbounded lists are
  // connections.
  '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
};

const config = `import graphql from '@graphql-eslint/eslint-plugin';

const graphQLConfig = { schema: './schema.graphql', documents: './operations/*.graphql' };
const languageOptions = { parser: graphql.parser, parserOptions: { graphQLConfig } };
const plugins = { '@graphql-eslint': graphql };
const rulesOf = (name) => graphql.configs['flat/' + name].rules;
export default [
  {
    files: ['schema.graphql'],
    languageOptions,
    plugins,
    rules: { ...rulesOf('schema-recommended'), ...rulesOf('schema-relay'), ...EXCEPTIONS },
  },
  { files: ['operations/*.graphql'], languageOptions, plugins, rules: rulesOf('operations-recommended') },
];
`;

interface Linted {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly message: string; readonly line: number }[];
}

async function lint(rules: object): Promise<Linted[]> {
  project.write('eslint.config.js', config.replace('EXCEPTIONS', JSON.stringify(rules)));
  const { said } = await project.run('eslint', '--format', 'json', '.');
  return JSON.parse(said);
}

test('graphql-eslint finds nothing in the served schema, as a schema and for Relay, and nothing in the documented operations', async () => {
  const found = await lint(exceptions);
  const complaints = found.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => `${filePath}:${line} ${ruleId} ${message}`),
  );
  expect(complaints).toEqual([]);
  expect(found.map(({ filePath }) => filePath)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/schema\.graphql$/),
      expect.stringMatching(/create-oauth-client\.graphql$/),
    ]),
  );
  expect(found.length).toBeGreaterThan(15);
});

test('without the two exceptions, the linter reports only the types that the exceptions name', async () => {
  const rules = (await lint({})).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  expect(new Set(rules)).toEqual(new Set(Object.keys(exceptions)));
});

test('it would report an invalid document', async () => {
  const text = readFileSync(join(operations, 'oauth-client.graphql'), 'utf8');
  project.write('operations/oauth-client.graphql', text.replace('    name\n', '    nickname\n'));
  const rules = (await lint(exceptions)).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  project.write('operations/oauth-client.graphql', text);
  expect(rules).toEqual(['@graphql-eslint/fields-on-correct-type']);
});
