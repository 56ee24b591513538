import {
  extendSchema,
  GraphQLError,
  type GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  isInputObjectType,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import { isObject } from '../domain/json.ts';
import { findClients, maxClientIds } from '../operations/client/find-client.ts';
import type { Context } from './context.ts';
import { catalogueError } from './graphql-error.ts';
import { isAllowed, needs, withAccessErrors } from './guard.ts';
import { schema } from './schema.ts';
import { OAuthClient } from './type/oauth-client.ts';
import { keepUnknownValues } from './unknown-value-plugin.ts';

/** Directives for composition, in addition to the types. */
const markup = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])

extend type OAuthClient @key(fields: "clientId")
`;

/** Root fields of a subgraph (Apollo Federation subgraph specification). */
const additions = `
"""The \`__typename\` and the key of an entity, as an object."""
scalar _Any

"""The entities that other subgraphs may refer to."""
union _Entity = OAuthClient

"""This subgraph."""
type _Service {
  """The types of this subgraph in SDL, for composition."""
  sdl: String!
}

extend type Query {
  """
  The clients of the given representations, in their order; null if the caller's tenant has no such client. ${needs(findClients)}
  """
  _entities(
    """At most ${maxClientIds}, each of the form \`{ __typename: "OAuthClient", clientId: "…" }\`."""
    representations: [_Any!]!
  ): [_Entity]!

  """This subgraph, for composition. Shown to whom \`INTROSPECTION\` shows the schema."""
  _service: _Service!
}
`;

/**
 * The types in SDL, for composition, as in `schema/subgraph.graphql`. Without `@oneOf`, which composition does not support
 * (apollographql/federation#3437); the executed schema has it.
 */
export function printedSubgraph(): string {
  const copy = lexicographicSortSchema(withoutNode(schema));
  for (const type of Object.values(copy.getTypeMap())) if (isInputObjectType(type)) type.isOneOf = false;
  // Every subgraph with connections has this type. On an extension, the directive would apply only to its own fields.
  const types = printSchema(copy).replace('\ntype PageInfo {', '\ntype PageInfo @shareable {');
  return `${types}\n\n${markup}`;
}

/** `Query.node` of two subgraphs does not compose, because each could fetch only its own ids. */
function withoutNode(whole: GraphQLSchema): GraphQLSchema {
  const root = whole.getQueryType() as GraphQLObjectType;
  const { fields, ...config } = root.toConfig();
  const { node: _, nodes: __, ...others } = fields;
  const query = new GraphQLObjectType({ ...config, fields: others });
  const { types, ...rest } = whole.toConfig();
  return new GraphQLSchema({ ...rest, query, types: types.filter((type) => type !== root) });
}

/**
 * The schema as a subgraph of Apollo Federation 2, with the entity `OAuthClient` and the key `clientId`. The Pothos plugin
 * for it would be loaded at every start, builds the schema a second time, and fails on `@oneOf`.
 */
export function createSubgraph(): GraphQLSchema {
  const subgraph = extendSchema(withoutNode(schema), parse(additions));
  keepUnknownValues(subgraph);
  const { _entities, _service } = (subgraph.getQueryType() as GraphQLObjectType).getFields() as Record<
    '_entities' | '_service',
    GraphQLField<unknown, Context>
  >;
  const sdl = printedSubgraph();
  _service.resolve = () => ({ sdl });
  _entities.extensions = { complexity: entitiesComplexity };
  _entities.resolve = (_, { representations }: Entities, { services, caller }) => {
    // The right is checked before the input.
    const attempt = isAllowed(findClients, caller)
      ? findClients(services, caller, requireClientIds(representations))
      : findClients.forbid(services, caller, []);
    return withAccessErrors(attempt);
  };
  return subgraph;
}

interface Entities {
  readonly representations: readonly unknown[];
}

function entitiesComplexity({ representations }: Entities): { field: number; multiplier: number } {
  return { field: 1, multiplier: representations.length };
}

/** @throws {GraphQLError} BAD_REQUEST with the location of every invalid representation. */
function requireClientIds(representations: readonly unknown[]): string[] {
  if (representations.length > maxClientIds) {
    throw refused(
      `There are ${representations.length} representations; at most ${maxClientIds} are allowed.`,
    );
  }
  const clientIds: string[] = [];
  const indexes: number[] = [];
  for (const [index, value] of representations.entries()) {
    const clientId = clientIdIn(value);
    if (clientId === undefined) indexes.push(index);
    else clientIds.push(clientId);
  }
  if (indexes.length === 0) return clientIds;
  throw refused(
    `A representation has the form { __typename: "${OAuthClient.name}", clientId: "…" }; these have another form: ${indexes.join(', ')}.`,
  );
}

function clientIdIn(value: unknown): string | undefined {
  if (!isObject(value) || value.__typename !== OAuthClient.name) return undefined;
  return typeof value.clientId === 'string' ? value.clientId : undefined;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: catalogueError('BAD_REQUEST').extensions });
}
