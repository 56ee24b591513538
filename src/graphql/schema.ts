import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalar.ts';
import './oauth-client.ts';
import './create-oauth-client.ts';

/** The GraphQL schema, built once. */
export const schema = builder.toSchema();

/** The schema as text, sorted: what stands in `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
