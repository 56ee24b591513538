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
 * Notes for each error of an execution which field of the schema it is of. The path of an error is no such name: it has the
 * aliases of the caller in it.
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

/** The schema coordinate (GraphQL §3.14) of the field that an error is of, as in `OAuthClient.name`, where it is known. */
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
