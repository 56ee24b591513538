import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ZodPlugin from '@pothos/plugin-zod';
import { isObjectType } from 'graphql';
import { isAdministrator, mayReadClients } from '../registration/actor.ts';
import type { RegistrationInput } from '../registration/client-metadata.ts';
import { issuesOf } from '../registration/registration-schema.ts';
import type { Context } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { catalogueError } from './graphql-error.ts';
import { refusalOf } from './refusal.ts';

export interface SchemaTypes {
  Context: Context;
  AuthScopes: {
    /** May register and change clients. */
    administrator: boolean;
    /** May read clients. */
    reader: boolean;
  };
  DefaultFieldNullability: false;
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    JWKSet: { Input: string; Output: string };
    ULID: { Input: string; Output: string };
    URI: { Input: string; Output: string };
  };
}

/**
 * The first plugin is the outermost: an error of the inner ones becomes a union member, and scope-auth runs before zod,
 * so a caller without the right learns nothing about its input. `defaultTypes` stays empty: with `Error` in it, a
 * database error would reach the caller with its parameters.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, ScopeAuthPlugin, ZodPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: {
      description:
        'An object that can be fetched again by its id alone (GraphQL Global Object Identification).',
    },
    nodeQueryOptions: {
      description: 'Any object by its global id, or null. Needs the right to read clients.',
      authScopes: { reader: true },
      args: { id: { description: 'The `id` of the object.' } },
      // The plugin takes an id of a type that is no node for a fault of the server.
      resolve: (_root, { id }, _context, { schema }, resolveNode) => {
        const type = schema.getType(id.typename);
        return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node')
          ? resolveNode(id)
          : null;
      },
    },
    nodesQueryOptions: false,
    idFieldOptions: { description: 'Global id, for `Query.node` and for client caches; opaque.' },
    pageInfoTypeOptions: { description: 'Where a page stands in its list (GraphQL Cursor Connections).' },
  },
  scopeAuth: {
    authScopes: ({ caller }) => ({
      administrator: isAdministrator(caller.actor),
      reader: mayReadClients(caller.actor),
    }),
    unauthorizedError: () => catalogueError('FORBIDDEN'),
  },
  zod: {
    validationError: (error, { input }, context) =>
      refusalOf(context, input as RegistrationInput, issuesOf(error)) ?? error,
  },
});

builder.queryType({ description: 'Everything that reads. Each field names the right it needs.' });
builder.mutationType({ description: 'Everything that writes. Each field names the right it needs.' });
