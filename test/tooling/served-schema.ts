import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import type { TestGateway } from '../harness/gateway.ts';

/** All that a client may ask about a schema. */
const query = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

/** What a running server answers about its schema. */
export async function introspect(gateway: TestGateway): Promise<IntrospectionQuery> {
  const { body } = await gateway.graphql(query);
  return body.data;
}

/** The schema as a client builds it from that. */
export async function servedSchema(gateway: TestGateway): Promise<GraphQLSchema> {
  return buildClientSchema(await introspect(gateway));
}

/** The same in SDL, in the order of `schema/schema.graphql`. */
export async function servedSdl(gateway: TestGateway): Promise<string> {
  return printSchema(lexicographicSortSchema(await servedSchema(gateway)));
}
