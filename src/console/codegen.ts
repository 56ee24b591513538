import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types the documented operations for the console. Paths are relative to the project's root. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  silent: true,
  generates: {
    'src/console/document.ts': {
      plugins: ['typescript', 'typescript-operations', 'typed-document-node'],
      config: {
        enumsAsTypes: true,
        onlyOperationTypes: true,
        useTypeImports: true,
        skipTypename: true,
        strictScalars: true,
        scalars: { DateTime: 'string', JSON: 'unknown', JWKSet: 'string', ULID: 'string', URI: 'string' },
      },
    },
  },
};

export default config;
