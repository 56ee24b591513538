import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import { keepUnknownValues } from './unknown-value-plugin.ts';
import './type/scalar.ts';
import './type/oauth-client.ts';
import './mutation/create-oauth-client.ts';
import './query/validate-oauth-client.ts';
import './query/registration-profile.ts';
import './query/oauth-clients.ts';
import './type/audit-event.ts';
import './mutation/update-oauth-client.ts';
import './mutation/oauth-client-life.ts';
import './mutation/clone-oauth-client.ts';
import './mutation/new-oauth-client-secret.ts';
import './mutation/end-oauth-client-secret.ts';

/** The GraphQL schema, built once. */
export const schema = builder.toSchema();
keepUnknownValues(schema);

/** The schema as text, sorted: what stands in `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
