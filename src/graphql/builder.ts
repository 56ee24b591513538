import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ZodPlugin from '@pothos/plugin-zod';
import { isObjectType } from 'graphql';
import { holdersOf, holds, type Right } from '../domain/actor.ts';
import { issuesOf } from '../domain/client/registration-schema.ts';
import { RegistrationError } from '../domain/error/registration-error.ts';
import './error-limit-plugin.ts';
import './unknown-value-plugin.ts';
import type { Context } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { catalogueError } from './graphql-error.ts';

export interface SchemaTypes {
  Context: Context;
  AuthScopes: Record<Right, boolean>;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  /** Every connection can count what it finds; it is only asked to when `totalCount` is selected. */
  Connection: { readonly total: () => Promise<number> };
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: never; Output: unknown };
    JWKSet: { Input: string; Output: string };
    ULID: { Input: string; Output: string };
    URI: { Input: string; Output: string };
  };
}

/** The connection has counted its items already. */
const ofPage = { field: 1, multiplier: 1 };

/**
 * The first plugin is the outermost: an error of the inner ones becomes a union member, and scope-auth runs before zod, so
 * a caller without the right learns nothing about its input. `defaultTypes` stays empty: with `Error` in it, a database
 * error would reach the caller with its parameters.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [
    'errorLimit',
    ErrorsPlugin,
    RelayPlugin,
    ComplexityPlugin,
    ScopeAuthPlugin,
    'unknownValue',
    ZodPlugin,
  ],
  defaultFieldNullability: false,
  errors: { directResult: true },
  // The server computes the cost of an operation before it runs; a resolver would have to answer beside data.
  complexity: { disabled: true, defaultListMultiplier: 10 },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: {
      description:
        'An object that can be fetched again by its id alone (GraphQL Global Object Identification).',
    },
    nodeQueryOptions: {
      description: `Any object by its global id, or null. ${holdersOf('read')}`,
      authScopes: { read: true },
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
    idFieldOptions: { description: 'Opaque global id, which client caches use as key.' },
    cursorType: 'String',
    pageInfoTypeOptions: { description: 'Where a page stands in its list (GraphQL Cursor Connections §5).' },
    hasNextPageFieldOptions: {
      description:
        'Whether there is more after a page that was read forward; of one that was read backward, whether `before` was given.',
    },
    hasPreviousPageFieldOptions: {
      description:
        'Whether there is more before a page that was read backward; of one that was read forward, whether `after` or `skip` was given.',
    },
    startCursorFieldOptions: { description: 'The cursor of the first item; null when the page is empty.' },
    endCursorFieldOptions: { description: 'The cursor of the last item; null when the page is empty.' },
    edgesFieldOptions: { description: 'The items of the page with their cursors.', complexity: ofPage },
    pageInfoFieldOptions: { description: 'Where the page stands in the list.' },
    cursorFieldOptions: {
      description: 'The place of the item in the list, for `after` and `before`; opaque.',
    },
    nodeFieldOptions: { description: 'The item itself.' },
    nodesOnConnection: { description: 'The items of the page without their cursors.', complexity: ofPage },
  },
  scopeAuth: {
    authScopes: ({ caller }) => ({
      read: holds(caller.actor, 'read'),
      write: holds(caller.actor, 'write'),
      rotate: holds(caller.actor, 'rotate'),
      delete: holds(caller.actor, 'delete'),
    }),
    unauthorizedError: () => catalogueError('FORBIDDEN'),
  },
  zod: {
    validationError: (error) => new RegistrationError('INVALID_CLIENT_METADATA', issuesOf(error)),
  },
});

builder.queryType({
  description:
    'Read operations. Each field names the right it needs. A field is null with an entry in `errors` when it fails; the results of other fields are still returned.',
});
builder.mutationType({
  description:
    'Everything that writes. Each field names the right it needs. A field is null only beside an error, which then leaves what other fields of the document did in the answer.',
});

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description:
      'How many items the whole list has. Counted only when it is asked for; its cost grows with the answer.',
    resolve: ({ total }) => total(),
  }),
);
