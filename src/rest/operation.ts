import { readFileSync } from 'node:fs';
import { type DocumentNode, execute, parse } from 'graphql';
import type { Context } from '../graphql/context.ts';
import { schema } from '../graphql/schema.ts';
import { type ErrorCode, errorCatalogue } from '../registration/error-catalogue.ts';

/** A GraphQL operation that the shim runs in process. It throws what is not data, for the server to answer. */
export type Operation = (
  context: Context,
  variables: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** An operation ended with an error of the catalogue rather than with data. */
export class OperationRefusal extends Error {
  override readonly name = 'OperationRefusal';
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(errorCatalogue[code].message);
    this.code = code;
  }
}

/** Reads `schema/operations/{name}.graphql` and parses it once; the same file is the documented example. */
export function loadOperation(name: string): Operation {
  const file = new URL(`../../schema/operations/${name}.graphql`, import.meta.url);
  const document = parse(readFileSync(file, 'utf8'));
  return (contextValue, variableValues) => run(document, contextValue, variableValues);
}

async function run(document: DocumentNode, contextValue: Context, variableValues: Record<string, unknown>) {
  const { data, errors } = await execute({ schema, document, contextValue, variableValues });
  const error = errors?.[0];
  if (error !== undefined) {
    const code = error.extensions.code;
    if (typeof code === 'string' && code in errorCatalogue) throw new OperationRefusal(code as ErrorCode);
    throw error.originalError ?? error;
  }
  return data as Record<string, unknown>;
}
