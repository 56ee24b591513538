import {
  type ASTVisitor,
  coerceInputValue,
  type GraphQLEnumType,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isNonNullType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type ValidationContext,
  ValuesOfCorrectTypeRule,
  type VariableDefinitionNode,
} from 'graphql';
import { allowedNames, refusedValue } from '../../graphql/unknown-value-plugin.ts';

/*
 * Messages about values of the wrong type, built without the value, which may be key material. graphql-js repeats the whole
 * value in each error: 59 KB of unknown members of one input took 12 s and filled the heap.
 */

/** Problems that one request reports. Reporting every problem of the input would take quadratic time. */
export const maxErrors = 20;

/**
 * The errors of the variables of an operation (GraphQL §6.1.2): at most `maxErrors`, and one more if there are others.
 */
export function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  // An error with its stack trace takes 50 µs to create, so it is created only when it is reported.
  let tooMany: GraphQLError | undefined;
  const report = (error: GraphQLError) => {
    if (errors.length < maxErrors) {
      errors.push(error);
      return;
    }
    tooMany = new GraphQLError(`More than ${maxErrors} problems; only the first are listed.`);
    throw tooMany;
  };
  try {
    for (const definition of variableDefinitions) checkVariable(schema, definition, variables, report);
  } catch (error) {
    if (tooMany === undefined || error !== tooMany) throw error;
    errors.push(tooMany);
  }
  return errors;
}

function checkVariable(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  report: (error: GraphQLError) => void,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  // Validation refuses a variable of an unknown or an output type.
  if (!isInputType(type)) return;
  const refuse = (reason: string) =>
    report(new GraphQLError(`Variable "$${name}" ${reason}`, { nodes: definition }));
  if (!Object.hasOwn(variables, name)) {
    const isRequired = isNonNullType(type) && !definition.defaultValue;
    if (isRequired) refuse(`of required type "${type}" was not provided.`);
    return;
  }
  const given = variables[name];
  if (given === null && isNonNullType(type)) {
    refuse(`of non-null type "${type}" must not be null.`);
    return;
  }
  coerceInputValue(given, type, (path, value, error) => {
    const place = path.length === 0 ? '' : ` at "${name}${path.map(step).join('')}"`;
    const reason = value == null ? error.message : withoutValue(error.message, typeAt(type, path));
    refuse(`got an invalid value${place}; ${reason}`);
  });
}

function step(key: string | number): string {
  return typeof key === 'number' ? `[${key}]` : `.${key}`;
}

/** The type of the value at a path. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLNamedInputType {
  let named = getNamedType(type);
  for (const key of path) {
    const field = isInputObjectType(named) ? named.getFields()[key] : undefined;
    if (field) named = getNamedType(field.type);
  }
  return named;
}

/**
 * Only messages of scalars and enums repeat the value, after a fixed text. Everything after that text is removed. Messages about
 * enums list the allowed values, as the issues of variables do.
 */
function withoutValue(message: string, type: GraphQLNamedInputType): string {
  if (isEnumType(type))
    return `${withoutEnumValue(message, type)} Allowed: ${allowedNames(type).join(', ')}.`;
  return isSpecifiedScalarType(type) ? `${message.split(': ', 1)[0]}.` : message;
}

function withoutEnumValue(message: string, type: GraphQLEnumType): string {
  if (!message.startsWith('Value "')) return `${message.split(': ', 1)[0]}.`;
  // The value may contain this text as well, so the last occurrence counts. Suggestions follow it.
  const end = ` does not exist in "${type.name}" enum.`;
  return `The value${message.slice(message.lastIndexOf(end))}`;
}

/** The rule of graphql-js for literals (GraphQL §5.6.1), with messages that do not repeat the literal. */
export function ValuesWithoutLiteralsRule(context: ValidationContext): ASTVisitor {
  const reporting: ValidationContext = Object.create(context, {
    reportError: {
      value: (error: GraphQLError) => {
        const message = literalMessage(error, context.getInputType());
        context.reportError(new GraphQLError(message, { nodes: error.nodes ?? null }));
      },
    },
  });
  return ValuesOfCorrectTypeRule(reporting);
}

function literalMessage({ message, nodes }: GraphQLError, type: GraphQLInputType | null | undefined): string {
  if (!type) return message;
  if (message.startsWith('Expected value of type "')) return `Expected value of type "${type}".`;
  const named = getNamedType(type);
  const literal = nodes?.[0];
  const refused =
    literal?.kind === Kind.ENUM && isEnumType(named) ? refusedValue(named, literal.value) : undefined;
  if (refused) return refused.message;
  return isLeafType(named) ? withoutValue(message, named) : message;
}

/** The message of a syntax error without the string that it did not expect. */
export function messageWithoutString(message: string): string {
  const at = message.search(/ (?:Block)?String "/);
  return at < 0 ? message : `${message.slice(0, message.indexOf(' "', at))}.`;
}

/** The message about an invalid argument, without its value. Execution reports these when a variable is part of the argument. */
export function messageWithoutArgument(message: string): string {
  const at = message.indexOf(' has invalid value ');
  return at < 0 ? message : `${message.slice(0, at)} has an invalid value.`;
}
