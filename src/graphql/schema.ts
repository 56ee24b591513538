import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalar.ts';
import './oauth-client.ts';
import './create-oauth-client.ts';
import './validate-oauth-client.ts';
import './registration-profile.ts';

/** The GraphQL schema, built once. */
export const schema = builder.toSchema();

/** The schema as text, sorted: what stands in `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
