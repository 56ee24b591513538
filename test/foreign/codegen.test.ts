import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { openProject, type Project, strictCompilerOptions } from './project.ts';

const operations = fileURLToPath(new URL('../../schema/operations', import.meta.url));

let gateway: TestGateway;
let project: Project;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
  project = openProject();
  cpSync(operations, join(project.folder, 'operations'), { recursive: true });
});
afterAll(async () => {
  project?.remove();
  await gateway?.close();
});

const use = `import { graphql } from './gql/gql.ts';
import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';
import { CreateOAuthClientDocument, type CreateOAuthClientMutation } from './gql/graphql.ts';

export const variables: VariablesOf<typeof CreateOAuthClientDocument> = { input: { name: 'x', redirectUris: [] } };
export function read({ createOAuthClient: result }: CreateOAuthClientMutation): string {
  if (result?.__typename === 'RegistrationError') return result.issues.map(({ code }) => code).join();
  return result?.client.FIELD ?? '';
}
const inline = graphql('query Names { oauthClients { nodes { name } } }');
export const names = (data: ResultOf<typeof inline>) => data;
`;

test('the client preset types every documented operation, so that tsc accepts correct uses and refuses wrong ones', async () => {
  const headers = { authorization: `Bearer ${await gateway.token()}` };
  const config = {
    schema: [{ [`${gateway.url}/graphql`]: { headers } }],
    documents: ['operations/*.graphql', 'right.ts'],
    generates: { './gql/': { preset: 'client', config: { useTypeImports: true } } },
  };
  project.write('codegen.json', JSON.stringify(config));
  project.write('right.ts', use.replace('FIELD', 'clientId'));
  const { ended, said } = await project.run('graphql-codegen', '--config', 'codegen.json');
  expect(ended, said).toBe(0);

  const include = ['gql', 'right.ts'];
  const compilerOptions = { ...strictCompilerOptions, allowImportingTsExtensions: true };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include }));
  expect(await project.run('tsc')).toEqual({ ended: 0, said: '' });

  project.write('right.ts', use.replace('FIELD', 'secret'));
  const wrong = await project.run('tsc');
  expect(wrong.said.trim().split('\n')).toEqual([
    expect.stringContaining("Property 'secret' does not exist"),
  ]);
});
