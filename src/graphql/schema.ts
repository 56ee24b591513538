import { lexicographicSortSchema, printSchema } from 'graphql';
import { builder } from './builder.ts';
import { keepUnknownValues } from './unknown-value-plugin.ts';
import './type/client-advisories.ts';
import './type/client-audit.ts';
import './type/scalar.ts';
import './query/audit-events.ts';
import './query/capabilities.ts';
import './query/oauth-client.ts';
import './query/oauth-clients.ts';
import './query/registration-profiles.ts';
import './query/validate-oauth-client.ts';
import './query/validate-oauth-client-update.ts';
import './query/viewer.ts';
import './mutation/activate-oauth-client.ts';
import './mutation/add-oauth-client-secret.ts';
import './mutation/clone-oauth-client.ts';
import './mutation/create-oauth-client.ts';
import './mutation/deactivate-oauth-client-secret.ts';
import './mutation/delete-oauth-client-secret.ts';
import './mutation/delete-oauth-client.ts';
import './mutation/restore-oauth-client.ts';
import './mutation/rotate-oauth-client-secret.ts';
import './mutation/suspend-oauth-client.ts';
import './mutation/update-oauth-client.ts';

/** The GraphQL schema, built once. */
export const schema = builder.toSchema();
keepUnknownValues(schema);

/** The schema as sorted text, as in `schema/schema.graphql`. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
