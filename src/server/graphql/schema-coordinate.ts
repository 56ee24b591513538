import {
  type ASTNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const coordinates = new WeakMap<GraphQLError, string>();

/**
 * Records the schema coordinate of each error of an execution. The path of an error cannot be logged instead, because it
 * contains the aliases of the caller.
 */
export function noteCoordinates(
  result: ExecutionResult,
  schema: GraphQLSchema,
  document: DocumentNode,
): void {
  if (!result.errors) return;
  const fields = fieldCoordinates(schema, document);
  for (const error of result.errors) {
    const coordinate = error.nodes?.[0] && fields.get(error.nodes[0]);
    if (coordinate !== undefined) coordinates.set(error, coordinate);
  }
}

/** The schema coordinate (GraphQL §3.14) of the field that failed, such as `OAuthClient.name`; `undefined` when it is not known. */
export function coordinateOf(error: GraphQLError): string | undefined {
  return coordinates.get(error);
}

function fieldCoordinates(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<ASTNode, string> {
  const found = new Map<ASTNode, string>();
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field: (node) => {
      const parent = types.getParentType();
      if (parent) found.set(node, `${parent.name}.${node.name.value}`);
    },
  });
  visit(document, visitor);
  return found;
}
