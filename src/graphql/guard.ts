import { holdersOf, type Right } from '../domain/actor.ts';
import { OperationForbidden } from '../domain/error/operation-error.ts';
import type { Operation } from '../operations/perform.ts';
import type { Context } from './context.ts';
import { catalogueError } from './graphql-error.ts';

/** The part of an operation that does not depend on its input. */
type Guard = Pick<Operation<never, unknown>, 'right' | 'forbid'>;

/** A sentence for the description of a field: the required right. */
export function needs({ right }: Pick<Guard, 'right'>): string {
  return holdersOf(right);
}

/**
 * The check of a root field by scope-auth, which runs before the arguments are validated. The operation itself refuses a
 * caller without the right and records the refusal. Its input is the argument `input`, or else all arguments.
 */
export function guardedBy(operation: Guard) {
  return {
    extensions: { right: operation.right },
    authScopes: { [operation.right]: true } as Partial<Record<Right, boolean>>,
    unauthorizedResolver: (_parent: unknown, args: object, context: unknown): Promise<never> => {
      const { services, caller } = context as Context;
      const input = 'input' in args ? args.input : args;
      return withAccessErrors(operation.forbid(services, caller, input as never));
    },
  };
}

/** Converts a missing right to the error of the catalogue. */
export async function withAccessErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof OperationForbidden ? catalogueError(error.code) : error;
  }
}
