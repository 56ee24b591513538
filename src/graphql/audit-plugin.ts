import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import { GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { type Refusal, recordRefusal } from '../operations/audit.ts';
import type { AuditAction } from '../registration/audit-event.ts';
import { RegistrationRefusal } from '../registration/registration-refusal.ts';
import type { Context } from './context.ts';

/** What a mutation does, for the audit row of a call that is refused. One that is done is told of by its operation. */
interface AuditOptions<Arguments> {
  readonly action: AuditAction;
  /** The `client_id` that the call names. */
  readonly clientIdOf?: (args: Arguments) => string;
}

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      audit: AuditPlugin<Types>;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      audit: AuditOptions<InputShapeFromFields<Args>>;
    }
  }
}

/** Writes down every write that is refused. It stands outside the rights and the rules, so that it sees both refuse. */
class AuditPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { pothosOptions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const { audit } = pothosOptions as { audit?: AuditOptions<object> };
    if (audit === undefined) return resolver;
    return async (parent, args, context, info) => {
      try {
        return await resolver(parent, args, context, info);
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) {
          const { registry, caller } = context as Context;
          const { action, clientIdOf } = audit;
          await recordRefusal(registry, caller, { ...refusal, action, clientId: clientIdOf?.(args) });
        }
        throw error;
      }
    };
  }
}

function refusalOf(error: unknown): Pick<Refusal, 'refusalCode' | 'issueCodes'> | undefined {
  if (error instanceof RegistrationRefusal) {
    return { refusalCode: error.code, issueCodes: error.issues.map(({ code }) => code) };
  }
  if (error instanceof GraphQLError && error.extensions.code === 'FORBIDDEN') {
    return { refusalCode: 'FORBIDDEN', issueCodes: [] };
  }
  return undefined;
}

SchemaBuilder.registerPlugin('audit', AuditPlugin);
