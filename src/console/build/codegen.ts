import { readdirSync, readFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const folder = new URL('../../../schema/', import.meta.url);
const operations = new URL('operations/', folder);

/** The path of the generated file in the console. */
export const documentFile = new URL('../document.ts', import.meta.url);

/** The operations of `schema/operations`, typed for the console. */
export async function typedDocuments(): Promise<string> {
  const read = (file: URL) => parse(readFileSync(file, 'utf8'));
  const documents = readdirSync(operations)
    .toSorted()
    .map((name) => ({ location: name, document: read(new URL(name, operations)) }));
  return codegen({
    filename: 'document.ts',
    schema: read(new URL('schema.graphql', folder)),
    documents,
    config: {
      enumsAsTypes: true,
      onlyOperationTypes: true,
      useTypeImports: true,
      skipTypename: true,
      strictScalars: true,
      scalars: { DateTime: 'string', JSON: 'unknown', JWKSet: 'string', ULID: 'string', URI: 'string' },
    },
    plugins: [{ typescript: {} }, { typescriptOperations: {} }, { typedDocumentNode: {} }],
    pluginMap: { typescript, typescriptOperations, typedDocumentNode },
  });
}
