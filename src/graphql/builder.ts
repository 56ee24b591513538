import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ZodPlugin from '@pothos/plugin-zod';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { holds, type Right } from '../domain/actor.ts';
import { issuesOf } from '../domain/client/check-input.ts';
import { issue } from '../domain/error/issue.ts';
import { RegistrationError } from '../domain/error/registration-error.ts';
import './error-limit-plugin.ts';
import './unknown-value-plugin.ts';
import { findClientById } from '../operations/client/find-client.ts';
import type { Context } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { catalogueError } from './graphql-error.ts';
import { guardedBy, invalidArguments, needs, type RootExtensions } from './guard.ts';

export interface SchemaTypes {
  Context: Context;
  AuthScopes: Record<Right, boolean>;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  /** Counts the items of the whole list; called only if `totalCount` is selected. */
  Connection: { readonly total: () => Promise<number> };
  Scalars: {
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: never; Output: unknown };
    JWKSet: { Input: string; Output: string };
    ULID: { Input: string; Output: string };
    URI: { Input: string; Output: string };
  };
}

/** Ids of one `nodes`, at most: the cost of a page. */
const maxNodes = 100;

/** The plugin treats an id of a type that is not a node as an internal error. */
function isNodeType(schema: GraphQLSchema, name: string): boolean {
  const type = schema.getType(name);
  return isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Node');
}

/** The connection has already counted its items. */
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
  // The server computes the cost of an operation before it is executed; a resolver could refuse it only next to data.
  complexity: { disabled: true, defaultListMultiplier: 10 },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeTypeOptions: {
      description:
        'An object with a global id, which `node` can fetch (GraphQL Global Object Identification).',
    },
    nodeQueryOptions: {
      description: `An object by its global id, or null if there is none. ${needs(findClientById)}`,
      ...guardedBy(findClientById),
      args: { id: { description: 'The `id` of the object.' } },
      resolve: (_root, { id }, _context, { schema }, resolveNode) =>
        isNodeType(schema, id.typename) ? resolveNode(id) : null,
    },
    nodesQueryOptions: {
      nullable: { list: true, items: true },
      description: `Objects by their global ids, in the order of the ids; null for an id that has none. ${needs(findClientById)}`,
      ...guardedBy(findClientById),
      args: { ids: { description: `The \`id\`s of the objects, at most ${maxNodes}.` } },
      complexity: ({ ids }: { readonly ids: readonly unknown[] }) => ({
        field: 1,
        multiplier: Math.min(ids.length, maxNodes),
      }),
      resolve: (_root, args, context, { schema }, resolveNodes) => {
        if (args.ids.length > maxNodes) throw invalidArguments(context, [issue('TOO_MANY_ITEMS', 'ids')]);
        // The plugin reads `args.ids` and passes over null.
        args.ids = args.ids.map((id) => (isNodeType(schema, id.typename) ? id : null)) as typeof args.ids;
        return resolveNodes(args.ids);
      },
    },
    idFieldOptions: { description: 'Opaque global id. Client caches use it as key.' },
    cursorType: 'String',
    pageInfoTypeOptions: {
      description: 'The position of a page in its list (GraphQL Cursor Connections §5).',
    },
    hasNextPageFieldOptions: {
      description:
        'With `first`: whether more items follow the page. With `last`: whether `before` was given.',
    },
    hasPreviousPageFieldOptions: {
      description:
        'With `last`: whether more items precede the page. With `first`: whether `after` or `skip` was given.',
    },
    startCursorFieldOptions: { description: 'The cursor of the first item; null if the page is empty.' },
    endCursorFieldOptions: { description: 'The cursor of the last item; null if the page is empty.' },
    edgesFieldOptions: { description: 'The items of the page with their cursors.', complexity: ofPage },
    pageInfoFieldOptions: { description: 'The position of the page in the list.' },
    cursorFieldOptions: {
      description: 'Opaque position of the item in the list, for `after` and `before`.',
    },
    nodeFieldOptions: { description: 'The item.' },
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
    validationError: (error, _args, _context, { parentType, fieldName }) => {
      const extensions = parentType.getFields()[fieldName]?.extensions as Partial<RootExtensions> | undefined;
      return new RegistrationError(extensions?.operation?.rules ?? 'INVALID_ARGUMENT', issuesOf(error));
    },
  },
});

builder.queryType({
  description:
    'Read operations. Each description names the required right. A field that fails is null with an entry in `errors`; the results of other fields are still returned.',
});
builder.mutationType({
  description:
    'Write operations. Each description names the required right. A field is null only with an entry in `errors`; the results of other mutations are still returned.',
});

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description:
      'The number of items in the whole list. Computed only if it is selected. Its cost grows with the number.',
    resolve: ({ total }) => total(),
  }),
);
