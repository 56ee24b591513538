import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import { keepUnknownValues } from './unknown-value-plugin.ts';
import './scalar.ts';
import './oauth-client.ts';
import './create-oauth-client.ts';
import './validate-oauth-client.ts';
import './registration-profile.ts';
import './oauth-clients.ts';
import './audit-event.ts';
import './update-oauth-client.ts';
import './oauth-client-life.ts';
import './clone-oauth-client.ts';
import './new-oauth-client-secret.ts';
import './end-oauth-client-secret.ts';

/** The GraphQL schema, built once. */
export const schema = builder.toSchema();
keepUnknownValues(schema);

/** The schema as text, sorted: what stands in `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
