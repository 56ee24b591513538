import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { Context } from './context.ts';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      watch: WatchPlugin<Types>;
    }
  }
}

/** Lets the context see every root field run, whichever door it came through. It stands outside all that may refuse. */
class WatchPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { kind, name }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (kind !== 'Query' && kind !== 'Mutation') return resolver;
    return (parent, args, context, info) =>
      (context as Context).watch(name, async () => resolver(parent, args, context, info));
  }
}

SchemaBuilder.registerPlugin('watch', WatchPlugin);
