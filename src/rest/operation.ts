import { readFileSync } from 'node:fs';
import { type DocumentNode, execute, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { Right } from '../domain/actor.ts';
import { type ErrorCode, errorCatalogue } from '../domain/error/error-catalogue.ts';
import type { Context } from '../graphql/context.ts';
import type { RootExtensions } from '../graphql/guard.ts';
import { schema } from '../graphql/schema.ts';
import type { RestError } from './envelope.ts';
import { restErrors, type WireIssue } from './wire/field-name.ts';

/** A GraphQL operation that the shim runs in process. It throws every error that is not data. */
export interface Operation<Data> {
  (context: Context, variables: object): Promise<Data>;
  /** The right that its root field needs. */
  readonly right: Right;
}

/** An operation ended with an error of the catalogue instead of data. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: ErrorCode;
  /** The problems of its arguments, if any. */
  readonly errors: readonly RestError[];

  constructor(code: ErrorCode, errors: readonly RestError[]) {
    super(errorCatalogue[code].message.en);
    this.code = code;
    this.errors = errors;
  }
}

/**
 * Reads `schema/operations/{name}.graphql` and parses it once; the file is also the documented example. `Data` has the
 * selected fields that its caller reads.
 */
export function loadOperation<Data>(name: string): Operation<Data> {
  const file = new URL(`../../schema/operations/${name}.graphql`, import.meta.url);
  const document = parse(readFileSync(file, 'utf8'));
  const send = async (contextValue: Context, variables: object) =>
    (await run(document, contextValue, { ...variables })) as Data;
  return Object.assign(send, { right: rightOf(document, name) });
}

/** Reads the right from the root field, so that REST cannot require another right than GraphQL. */
function rightOf(document: DocumentNode, name: string): Right {
  const info = new TypeInfo(schema);
  let right: Right | null | undefined;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const extensions = info.getFieldDef()?.extensions as Partial<RootExtensions> | undefined;
        right ??= extensions?.operation?.right;
      },
    }),
  );
  if (right == null) throw new Error(`The root field of ${name}.graphql declares no right.`);
  return right;
}

async function run(document: DocumentNode, contextValue: Context, variableValues: Record<string, unknown>) {
  // The shim sends only valid variables, so one error is enough to report a bug.
  const options = { maxCoercionErrors: 1 };
  const { data, errors } = await execute({ schema, document, contextValue, variableValues, options });
  const error = errors?.[0];
  if (error === undefined) return data;
  const { code, issues } = error.extensions;
  if (typeof code !== 'string' || !(code in errorCatalogue)) throw error.originalError ?? error;
  throw new OperationError(code as ErrorCode, restErrors((issues ?? []) as readonly WireIssue[]));
}
