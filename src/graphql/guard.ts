import { z } from 'zod';
import { holdersOf, holds, type Right } from '../domain/actor.ts';
import { type Issue, issueIn } from '../domain/error/issue.ts';
import { OperationForbidden } from '../domain/error/operation-error.ts';
import { RegistrationError } from '../domain/error/registration-error.ts';
import type { Operation } from '../operations/perform.ts';
import type { Caller } from '../operations/services.ts';
import type { Context } from './context.ts';
import { catalogueError } from './graphql-error.ts';

/** An operation of a root field, with any input and output. */
export type RootOperation = Operation<never, unknown>;

/** The extensions of a root field that `guardedBy` adds. */
export interface RootExtensions {
  readonly operation: RootOperation;
}

/** Whether a caller has the right of an operation, or the operation requires none. */
export function isAllowed({ right }: Pick<RootOperation, 'right'>, { actor }: Caller): boolean {
  return right === null || holds(actor, right);
}

/** A sentence for the description of a field: the required right. */
export function needs({ right }: Pick<RootOperation, 'right'>): string {
  return right === null ? 'Needs a valid token, but no right.' : holdersOf(right);
}

/**
 * The check of a root field by scope-auth, which runs before the arguments are validated. The operation itself refuses a
 * caller without the right and records the refusal. Its input is the argument `input`, or else all arguments.
 */
export function guardedBy(operation: RootOperation) {
  return {
    extensions: { operation },
    ...(operation.right !== null && {
      authScopes: { [operation.right]: true } as Partial<Record<Right, boolean>>,
    }),
    unauthorizedResolver: (_parent: unknown, args: object, context: unknown): Promise<never> => {
      const { services, caller } = context as Context;
      const input = 'input' in args ? args.input : args;
      return withAccessErrors(operation.forbid(services, caller, input as never));
    },
  };
}

/** For a root field whose arguments are the input of its operation: its guard, and the check of its arguments by plugin-zod. */
export function performs(operation: RootOperation) {
  return { ...guardedBy(operation), validate: { schema: argumentsOf(operation) } };
}

/** An operation with a member `input` takes all arguments, any other the argument `input`. */
function argumentsOf({ input }: RootOperation): z.ZodType<never> {
  const takesAll = input instanceof z.ZodObject && 'input' in input.shape;
  // Pothos requires the type of the arguments, which is known only where the field lists them.
  return (takesAll ? input : z.looseObject({ input })) as unknown as z.ZodType<never>;
}

/** Converts a missing right to the error of the catalogue. */
export async function withAccessErrors<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof OperationForbidden ? catalogueError(error.code) : error;
  }
}

/** Converts invalid arguments of a read to the error of the catalogue. A mutation returns them as data. */
export async function withArgumentErrors<Result>(context: Context, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof RegistrationError ? invalidArguments(context, error.issues) : error;
  }
}

/** The error of the catalogue for invalid arguments. */
export function invalidArguments({ language }: Context, issues: readonly Issue[]) {
  return catalogueError('INVALID_ARGUMENT', { issues: issues.map((one) => issueIn(one, language)) });
}
