import {
  type ASTVisitor,
  GraphQLError,
  getNamedType,
  NoSchemaIntrospectionCustomRule,
  type ValidationContext,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Introspection } from '../../config.ts';
import { type Actor, holds } from '../../domain/actor.ts';
import { bearerChallenge } from '../../domain/error/error-catalogue.ts';
import type { Context } from '../../graphql/context.ts';
import { catalogueError } from '../../graphql/graphql-error.ts';

/** The actor of a request without a token, which may read a public schema. */
export const anonymousActor: Actor = { id: '', homeTenantId: '', tenantId: '', roles: [], scopes: [] };

export function mayIntrospect(actor: Actor, policy: Introspection): boolean {
  return policy === 'public' || (policy === 'authenticated' && holds(actor, 'read'));
}

/**
 * Introspection fields that a document may have at the root: `__schema`, `__type` and `_service`. Each may return the whole
 * schema, and no list below them is weighed: 50 aliases of `__schema` returned 6.4 MB and used 350 ms of processor time.
 */
const maxIntrospections = 5;

/**
 * Refuses `__schema`, `__type` and the `_service` of a subgraph, also under aliases and in fragments, if the caller may not
 * see the schema. For other callers it limits their number.
 */
export function guardIntrospection(): Plugin<Context & { readonly introspection: Introspection }> {
  return {
    onValidate({ addValidationRule, context }) {
      addValidationRule(FewIntrospectionsRule);
      const { caller, introspection } = context as Context & { introspection: Introspection };
      if (caller.actor === anonymousActor) addValidationRule(OnlyIntrospectionRule);
      else if (!mayIntrospect(caller.actor, introspection)) {
        addValidationRule(NoSchemaIntrospectionCustomRule);
        addValidationRule(NoServiceRule);
      }
    },
  };
}

/** A document returns the schema a few times at most: below its root fields, no field of introspection has an alias. */
function FewIntrospectionsRule(context: ValidationContext): ASTVisitor {
  let count = 0;
  return {
    Field(node) {
      const { name, alias } = node;
      const isBelow = context.getParentType()?.name.startsWith('__') && name.value !== '__typename';
      if (isBelow && alias && alias.value !== name.value) {
        const message = 'A field of the introspection schema must not have an alias.';
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
      const isRoot = ['__schema', '__type'].includes(name.value) || isService(context);
      if (isRoot) count += 1;
      if (isRoot && count === maxIntrospections + 1) {
        const message = `The document has more than ${maxIntrospections} introspection fields at its root.`;
        context.reportError(new GraphQLError(message, { nodes: node }));
      }
    },
  };
}

/** The SDL of a subgraph is its schema. */
function NoServiceRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (!isService(context)) return;
      const message = `GraphQL introspection has been disabled, but the requested query contained the field "${node.name.value}".`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}

function isService(context: ValidationContext): boolean {
  const type = context.getType();
  return type != null && getNamedType(type).name === '_Service';
}

/** An anonymous caller may only read the schema: no resolver of ours runs, and no audit event is written for it. */
function OnlyIntrospectionRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const isRoot = [context.getSchema().getQueryType(), context.getSchema().getMutationType()].includes(
        context.getParentType() as never,
      );
      if (!isRoot || node.name.value.startsWith('__') || isService(context)) return;
      const { message, extensions } = catalogueError('UNAUTHENTICATED');
      // Yoga sets `spec` where it is absent, and the response would be 200 in `application/json`.
      const http = { status: 401, headers: { 'www-authenticate': bearerChallenge }, spec: false };
      context.reportError(new GraphQLError(message, { nodes: node, extensions: { ...extensions, http } }));
    },
  };
}

/** Messages suggest fields similar to an unknown one, and list the allowed values of an enum. */
export function withoutSuggestions(message: string): string {
  return message.replace(/ (?:Did you mean|Allowed:) .*$/s, '');
}
