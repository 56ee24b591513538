import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDirectivesPlugin } from '@escape.tech/graphql-armor-max-directives';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLErrorOptions,
  type GraphQLSchema,
  getOperationAST,
  isObjectType,
  Kind,
  KnownFragmentNamesRule,
  parse,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  validate,
  visit,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { catalogueError } from '../../graphql/graphql-error.ts';
import type { RootExtensions } from '../../graphql/guard.ts';
import { maxErrors, messageWithoutString, ValuesWithoutLiteralsRule } from './coercion-message.ts';

/**
 * Tokens that a document may have; introspection has under 500. Parsing recurses, so a deeper document would exhaust the
 * stack, and one validation rule compares every field with every other.
 */
const maxTokens = 1000;
/** UTF-16 code units of a document; introspection has 1,500. Long values belong into variables. */
const maxSourceLength = 32_768;
/** Line breaks of a document. graphql-js counts those before each location of an error to find its line. */
const maxLineBreaks = 2000;
/** Comments do not count as tokens, and each retains 90 bytes while the document is cached. */
const maxComments = 200;
/** Aliases in a document, also of `__typename`; each use of a fragment counts what is in it. */
const maxAliases = 50;
const maxDirectives = 50;
/** Levels of fields. The deepest useful query has nine; graphql-js limits introspection. */
const maxDepth = 12;
/**
 * Largest cost of an operation, with every page full. A field costs 1, and fields that may be long cost more: the 64 KiB of
 * `jwks` 50, the 200 KiB of `redirectUris` 75.
 */
const maxCost = 25_000;
/**
 * Largest cost of a mutation. Its response is not cut off, because it may contain a secret that is shown only once. With this
 * limit no response is larger than 8 MiB. Redirect URIs of a client have the most bytes for their cost (2.7 KB for 1).
 */
const maxMutationCost = 3000;
/** Characters of an alias in a mutation: a list repeats it for each item. */
const maxMutationAlias = 100;

/** Limits of a document that do not depend on its selection. */
export function limitDocuments(): Plugin[] {
  const options = { exposeLimits: true, propagateOnRejection: false, onReject: [report] };
  return [
    { onParse: ({ setParseFn }) => setParseFn(parseBounded) },
    { onValidate: ({ setValidationFn }) => setValidationFn(validateBounded as typeof validate) },
    maxAliasesPlugin({ ...options, n: maxAliases, allowList: [] }) as Plugin,
    maxDirectivesPlugin({ ...options, n: maxDirectives }) as Plugin,
  ];
}

/** Reported instead of thrown, so that it is returned with the other errors and cached. */
function report(context: ValidationContext | null, error: GraphQLError): void {
  context?.reportError(new GraphQLError(error.message.replace('Syntax Error: ', '')));
}

function parseBounded(source: string, options: object): DocumentNode {
  if (source.length <= maxSourceLength && countLineBreaks(source) > maxLineBreaks) {
    throw notParsed(`The document has more than ${maxLineBreaks} line breaks.`);
  }
  try {
    return parse(source, { ...options, maxTokens, maxComments, maxSourceLength });
  } catch (error) {
    // The stack size depends on the machine, but a document that exhausts it is an error of the caller.
    if (error instanceof RangeError) throw notParsed('The document is nested too deeply.');
    if (!(error instanceof GraphQLError)) throw error;
    const { message, source: of = null, positions = null } = error;
    throw notParsed(messageWithoutString(message), { source: of, positions });
  }
}

function countLineBreaks(source: string): number {
  return source.match(/[\r\n]/g)?.length ?? 0;
}

/** With the status that Yoga gives to errors of validation: 200 in `application/json`, and 400 otherwise. */
function notParsed(message: string, place: GraphQLErrorOptions = {}): GraphQLError {
  return new GraphQLError(message, { ...place, extensions: { http: { spec: true, status: 400 } } });
}

function validateBounded(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules: readonly ValidationRule[],
): readonly GraphQLError[] {
  const quiet = rules.map((rule) => (rule === ValuesOfCorrectTypeRule ? ValuesWithoutLiteralsRule : rule));
  // The rule about conflicting fields compares each pair of fragments, also of unknown ones: 490 names took up to 24 ms of processor time, and now 1 ms.
  const unknown = validate(schema, document, [KnownFragmentNamesRule], { maxErrors });
  return unknown.length > 0 ? unknown : validate(schema, document, quiet, { maxErrors });
}

/** The operation of the document to execute. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Fields whose cost depends on their arguments: the connections, and the entities of a subgraph. By schema. */
const weighedByArguments = new WeakMap<GraphQLSchema, ReadonlySet<string>>();

function weighedIn(schema: GraphQLSchema): ReadonlySet<string> {
  const known = weighedByArguments.get(schema);
  if (known) return known;
  const found = new Set(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()))
      .filter(({ extensions }) => typeof extensions.complexity === 'function')
      .map(({ name }) => name),
  );
  weighedByArguments.set(schema, found);
  return found;
}

/**
 * The errors of operations by name; `null` for a document with such a field, whose size depends on its variables. Looking for
 * the fields took 29 µs of each request for a list.
 */
const sizes = new WeakMap<DocumentNode, Map<string, GraphQLError | undefined> | null>();

function rememberedSizes(schema: GraphQLSchema, document: DocumentNode) {
  const remembered = sizes.get(document);
  if (remembered !== undefined) return remembered;
  const found = hasOneSize(document, weighedIn(schema)) ? new Map<string, GraphQLError | undefined>() : null;
  sizes.set(document, found);
  return found;
}

/**
 * The error of an operation that is too large; `undefined` if it is within the limits. Its variables must be checked before.
 */
export function checkSize(asked: Operation): GraphQLError | undefined {
  const { schema, document, operationName } = asked;
  const name = operationName ?? '';
  const remembered = rememberedSizes(schema, document);
  if (remembered?.has(name)) return remembered.get(name);
  const weighed = weigh(asked);
  if (weighed === undefined) return undefined;
  remembered?.set(name, weighed.error);
  return weighed.error;
}

function hasOneSize(document: DocumentNode, weighed: ReadonlySet<string>): boolean {
  let isFound = false;
  visit(document, {
    Field: ({ name }) => {
      isFound ||= weighed.has(name.value);
    },
  });
  return !isFound;
}

/** `undefined` if the document has no such operation. */
function weigh({
  schema,
  document,
  operationName,
  variableValues,
}: Operation): { readonly error: GraphQLError | undefined } | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  if (operation.operation === 'mutation' && hasLongAlias(document))
    return { error: refused(`An alias of a mutation has at most ${maxMutationAlias} characters.`) };
  const others = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const size = sizeOf(schema, { ...document, definitions: [operation, ...others] }, variableValues ?? {});
  const most = operation.operation === 'mutation' ? maxMutationCost : maxCost;
  return { error: size instanceof GraphQLError ? size : errorOf(size, most) };
}

function hasLongAlias(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    Field: ({ alias }) => {
      isFound ||= alias !== undefined && alias.value.length > maxMutationAlias;
    },
  });
  return isFound;
}

function errorOf(
  { depth, complexity }: { depth: number; complexity: number },
  maxComplexity: number,
): GraphQLError | undefined {
  if (depth > maxDepth)
    return refused(`The operation is ${depth} fields deep; at most ${maxDepth} are allowed.`);
  if (complexity > maxComplexity)
    return refused(
      `The operation costs ${complexity}; at most ${maxComplexity} is allowed. Request smaller pages.`,
    );
  return undefined;
}

function sizeOf(schema: GraphQLSchema, query: DocumentNode, variables: Record<string, unknown>) {
  try {
    return complexityFromQuery(query, { schema, variables, ctx: {} });
  } catch (error) {
    // A null from a variable for a non-null argument. Executed, it would be the error of one field, or of none if that is
    // skipped, while the cost of the rest would not have been checked.
    if (error instanceof GraphQLError) return refused('An argument has an invalid value.', error);
    throw error;
  }
}

function refused(message: string, at?: GraphQLError): GraphQLError {
  const { extensions } = catalogueError('BAD_REQUEST');
  return new GraphQLError(message, { nodes: at?.nodes ?? null, extensions });
}

/**
 * Root fields of an operation that the rate limit counts individually, also each alias: mutations, and queries that are declared to
 * cost as much.
 */
export function countCharged({ schema, document, operationName }: Operation): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  const queries = schema.getQueryType()?.getFields();
  const isCharged = (name: string) => {
    if (operation.operation === 'mutation') return true;
    const extensions = queries?.[name]?.extensions as Partial<RootExtensions> | undefined;
    return extensions?.operation?.isCharged === true;
  };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const counted = new Map<string, number>();
  const count = ({ selections }: SelectionSetNode): number => {
    let sum = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) sum += isCharged(selection.name.value) ? 1 : 0;
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum += count(selection.selectionSet);
      else sum += countFragment(selection.name.value);
    }
    return sum;
  };
  const countFragment = (name: string): number => {
    const fragment = fragments.get(name);
    const known = counted.get(name) ?? (fragment ? count(fragment.selectionSet) : 0);
    counted.set(name, known);
    return known;
  };
  return count(operation.selectionSet);
}
