import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { TestGateway } from '../harness/gateway.ts';

/** An introspection query with all options. */
const query = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/** The introspection result of a running server. */
export async function introspect(gateway: TestGateway): Promise<IntrospectionQuery> {
  const { body } = await gateway.graphql(query);
  return body.data;
}

/** The schema that a client builds from it. */
export async function servedSchema(gateway: TestGateway): Promise<GraphQLSchema> {
  return buildClientSchema(await introspect(gateway));
}

/** The same in SDL, in the order of `schema/schema.graphql`. */
export async function servedSdl(gateway: TestGateway): Promise<string> {
  return printSchema(lexicographicSortSchema(await servedSchema(gateway)));
}
