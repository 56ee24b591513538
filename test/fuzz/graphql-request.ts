import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, type GraphQLInputType, Kind, parse, typeFromAST } from 'graphql';
import { documentsOf } from './document.ts';
import { acceptHeaders, headersWith } from './header.ts';
import { inputValue, type Mood } from './input-value.ts';
import type { FuzzRequest } from './request.ts';
import { hostile, hostileText, lastClient, object, seldom, text, toJson, type Value } from './value.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
const folder = new URL('../../schema/operations/', import.meta.url);
const operations = readdirSync(folder)
  .sort()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const documents = documentsOf(schema);

/** The body of a request: a document and its variables, as a JSON object. */
interface Parameters {
  readonly query: string;
  readonly variables: Value;
}

function variablesOf(source: string, mood: Mood): fc.Arbitrary<Value> {
  const [operation] = parse(source).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (mood === 'tame' && source.includes('deleteOAuthClient(')) {
    return lastClient.map((clientId) => object([['input', object([['clientId', text(clientId)]])]]));
  }
  const given = (operation?.variableDefinitions ?? []).map((definition) => {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type) as GraphQLInputType;
    const value = inputValue(name, type, mood).map((one) => [name, one] as const);
    const isRequired = definition.type.kind === Kind.NON_NULL_TYPE && !definition.defaultValue;
    return isRequired ? value : seldom(value);
  });
  return fc.tuple(...given).map((all) => object(all.flatMap((one) => (one ? [one] : []))));
}

const stored = (mood: Mood): fc.Arbitrary<Parameters> =>
  fc.oneof(
    ...operations.map((query) => {
      const weight = /clone|audit|oauthClients/i.test(query) ? 1 : 2;
      return { weight, arbitrary: variablesOf(query, mood).map((variables) => ({ query, variables })) };
    }),
  );

const anyVariables = fc.oneof(
  fc.constant(object([])),
  hostile,
  fc
    .array(fc.tuple(fc.constantFrom('value', 'flag', 'input', '__proto__'), hostile), { maxLength: 3 })
    .map(object),
);
const made = (mood: Mood): fc.Arbitrary<Parameters> =>
  fc.record({ query: documents[mood], variables: mood === 'tame' ? fc.constant(object([])) : anyVariables });

const parameters: fc.Arbitrary<Parameters> = fc.oneof(
  { weight: 4, arbitrary: stored('tame') },
  { weight: 6, arbitrary: stored('wild') },
  { weight: 4, arbitrary: made('tame') },
  { weight: 6, arbitrary: made('wild') },
);

/** Further members of the body, which may repeat earlier ones. */
const further = fc.oneof(
  { weight: 12, arbitrary: fc.constant([]) },
  fc.array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom('operationName', 'extensions', 'query', 'variables', 'id', 'doc_id', '__proto__'),
        hostileText,
      ),
      hostile,
    ),
    { minLength: 1, maxLength: 2 },
  ),
);
const body = fc.oneof(
  {
    weight: 25,
    arbitrary: fc
      .tuple(parameters, further)
      .map(([{ query, variables }, more]) =>
        toJson(object([['query', text(query)], ['variables', variables], ...more])),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      hostile.map(toJson),
      hostileText,
      parameters.map(({ query }) => `[${toJson(object([['query', text(query)]]))}]`),
    ),
  },
);

const post: fc.Arbitrary<FuzzRequest> = fc.record({
  method: fc.constant('POST'),
  path: fc.oneof(
    { weight: 20, arbitrary: fc.constant('/graphql') },
    fc.constantFrom(
      '/graphql?query={__typename}',
      '/graphql?a',
      'http://gateway/graphql',
      '/graphql?variables=[',
    ),
  ),
  headers: headersWith({ accept: acceptHeaders, hasBody: true }),
  body,
  isChunked: fc.nat(9).map((chance) => chance === 9),
});

const maxUrl = 7000;
const get: fc.Arbitrary<FuzzRequest> = fc.record({
  method: fc.oneof(
    { weight: 12, arbitrary: fc.constant('GET') },
    fc.constantFrom('HEAD', 'PUT', 'OPTIONS', 'DELETE', 'PATCH'),
  ),
  path: fc
    .tuple(
      parameters,
      fc.option(fc.tuple(fc.constantFrom('extensions', 'operationName', 'query', 'variables'), hostileText), {
        nil: undefined,
        freq: 5,
      }),
    )
    .map(([{ query, variables }, more]) => {
      const search = new URLSearchParams([
        ['query', query],
        ['variables', toJson(variables)],
        ...(more ? [more] : []),
      ]);
      return `/graphql?${search}`.slice(0, maxUrl);
    }),
  headers: headersWith({ accept: acceptHeaders, hasBody: false }),
});

export const graphqlRequest: fc.Arbitrary<FuzzRequest> = fc.oneof(
  { weight: 8, arbitrary: post },
  { weight: 1, arbitrary: get },
);
