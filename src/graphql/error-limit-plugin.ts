import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import { GraphQLError, type GraphQLFieldResolver, OperationTypeNode } from 'graphql';
import type { Caller } from '../operations/services.ts';
import type { Context } from './context.ts';

/**
 * Fields of a query that may fail. 48 aliases in each of 100 list items made 4,800 errors, 1.5 MB and 0.5 s of processor
 * time.
 */
export const maxFailedFields = 100;

/** Number of failed fields of a query, by its request. */
const failedFields = new WeakMap<Caller, number>();

/** With a path, so that graphql-js does not create another error for each field. */
const stopped = new GraphQLError(`More than ${maxFailedFields} fields failed.`, { path: [] });

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      errorLimit: ErrorLimitPlugin<Types>;
    }
  }
}

/** Refuses further fields of a query after more than 100 have failed. A mutation continues, because part of it is done. */
class ErrorLimitPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { extensions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    // A field that returns a member of its parent cannot fail, and most fields do.
    if (extensions?.pothosExposedField !== undefined) return resolver;
    return (parent, args, context, info) => {
      const { caller } = context as Context;
      if ((failedFields.get(caller) ?? 0) > maxFailedFields) throw stopped;
      const fail = (error: unknown): never => {
        if (info.operation.operation === OperationTypeNode.QUERY)
          failedFields.set(caller, (failedFields.get(caller) ?? 0) + 1);
        throw (failedFields.get(caller) ?? 0) > maxFailedFields ? stopped : error;
      };
      try {
        const result = resolver(parent, args, context, info);
        return result instanceof Promise ? result.catch(fail) : result;
      } catch (error) {
        return fail(error);
      }
    };
  }
}

SchemaBuilder.registerPlugin('errorLimit', ErrorLimitPlugin);
