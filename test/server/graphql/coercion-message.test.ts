import {
  buildSchema,
  type GraphQLError,
  graphqlSync,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  checkVariables,
  messageWithoutArgument,
  messageWithoutString,
  ValuesWithoutLiteralsRule,
} from '../../../src/server/graphql/coercion-message.ts';

const schema = buildSchema(`
  enum Profile { ONE TWO }
  input Metadata { name: String! count: Int flag: Boolean ratio: Float id: ID keys: [String!] profile: Profile inner: Metadata }
  type Query { register(metadata: Metadata!): Boolean }
`);

function onlyOf(errors: readonly GraphQLError[] = []): GraphQLError {
  expect(errors).toHaveLength(1);
  return errors[0] as GraphQLError;
}

function operation(source: string): OperationDefinitionNode {
  return parse(source).definitions[0] as OperationDefinitionNode;
}

const register = operation('query ($metadata: Metadata!) { register(metadata: $metadata) }');

function messageOfVariable(metadata: unknown): string {
  return onlyOf(checkVariables(schema, register, { metadata })).message;
}

/** The messages of graphql-js and of this gateway. */
function messagesOfLiteral(literal: string): { readonly usual: string; readonly ours: string } {
  const source = `{ register(metadata: ${literal}) }`;
  const usual = onlyOf(graphqlSync({ schema, source }).errors).message;
  return { usual, ours: onlyOf(validate(schema, parse(source), [ValuesWithoutLiteralsRule])).message };
}

describe('a variable of the wrong type', () => {
  test.each([
    [
      { name: 5 },
      'Variable "$metadata" got an invalid value at "metadata.name"; String cannot represent a non string value.',
    ],
    [
      { name: 'App', keys: ['a', {}] },
      'Variable "$metadata" got an invalid value at "metadata.keys[1]"; String cannot represent a non string value.',
    ],
    [
      { name: 'App', inner: { name: 'App', flag: 'true' } },
      'Variable "$metadata" got an invalid value at "metadata.inner.flag"; Boolean cannot represent a non boolean value.',
    ],
    [
      {},
      'Variable "$metadata" got an invalid value; Field "name" of required type "String!" was not provided.',
    ],
    [
      { name: null },
      'Variable "$metadata" got an invalid value at "metadata.name"; Expected non-nullable type "String!" not to be null.',
    ],
    ['App', 'Variable "$metadata" got an invalid value; Expected type "Metadata" to be an object.'],
  ])('is reported with its location and the expected type: %j', (metadata, message) => {
    expect(messageOfVariable(metadata)).toBe(message);
  });

  const tricks = [
    'MARKER',
    'x" at "metadata.id"; MARKER',
    'value: MARKER',
    '; String cannot represent a non string value: MARKER',
    'first line\nMARKER value: third',
  ];

  test.each(tricks)('is not repeated in the message: %j', (text) => {
    const values = [
      text,
      { name: { d: text } },
      { name: [text] },
      { name: 'App', keys: [{ d: text }] },
      { name: 'App', count: text },
      { name: 'App', ratio: text },
      { name: 'App', flag: text },
      { name: 'App', id: { d: text } },
      { name: 'App', inner: text },
      { name: 'App', inner: { keys: text } },
      { name: 'App', profile: { d: text } },
      { name: text, unknown: true },
    ];
    for (const value of values) expect(messageOfVariable(value)).not.toContain('MARKER');
  });

  test.each(tricks)('is not repeated in the message as an unknown enum value: %j', (text) => {
    expect(messageOfVariable({ name: 'App', profile: text })).not.toContain('MARKER');
  });
});

describe('a literal of the wrong type', () => {
  test('is reported with the expected type', () => {
    expect(messagesOfLiteral('{ name: 5 }').ours).toBe('String cannot represent a non string value.');
  });

  test.each([
    '{ name: { d: "MARKER" } }',
    '{ name: "App", keys: [{ d: "MARKER" }] }',
    '{ name: "App", count: "MARKER" }',
    '{ name: "App", flag: "MARKER value: x" }',
    '{ name: "App", flag: """one line\nMARKER""" }',
    '{ name: "App", profile: "MARKER" }',
    '{ name: "App", profile: """Value " does not exist in "Profile" enum. MARKER""" }',
    '{ name: "App", profile: MARKER }',
    '"MARKER"',
    '[{ name: "MARKER" }]',
    '{ name: "App", inner: "MARKER" }',
  ])('is not repeated in the message: %s', (literal) => {
    const { usual, ours } = messagesOfLiteral(literal);
    expect(usual).toContain('MARKER');
    expect(ours).not.toContain('MARKER');
  });

  test.each(['{ name: null }', '{ }', '{ name: "App", nam: 1 }', '{ name: "App", inner: {} }'])(
    'has the usual message if that does not repeat a value: %s',
    (literal) => {
      const { usual, ours } = messagesOfLiteral(literal);
      expect(ours).toBe(usual.replace(', found null', ''));
    },
  );

  test('gets the suggestion of a similar enum value', () => {
    expect(messagesOfLiteral('{ name: "App", profile: ON }').ours).toBe(
      'The value does not exist in "Profile" enum. Did you mean the enum value "ONE"? Allowed: ONE, TWO.',
    );
  });
});

describe('a syntax error', () => {
  test.each([
    ['{ a "MARKER" }', 'Syntax Error: Expected Name, found String.'],
    ['"a" "MARKER"', 'Syntax Error: Unexpected String.'],
    ['{ a(b: 1 """MARKER""") }', 'Syntax Error: Expected Name, found BlockString.'],
  ])('does not repeat a string: %s', (source, message) => {
    const usual = onlyOf(graphqlSync({ schema, source }).errors).message;
    expect(usual).toContain('MARKER');
    expect(messageWithoutString(usual)).toBe(message);
  });

  test('keeps its message if it contains no string', () => {
    const { message } = onlyOf(graphqlSync({ schema, source: '{ a: }' }).errors);
    expect(messageWithoutString(message)).toBe(message);
  });
});

test('an argument that a variable makes invalid is reported without the literals around it', () => {
  const source = 'query ($n: String = "x") { register(metadata: { name: $n, keys: ["MARKER"] }) }';
  const { message } = onlyOf(graphqlSync({ schema, source, variableValues: { n: null } }).errors);
  expect(message).toContain('MARKER');
  expect(messageWithoutArgument(message)).toBe('Argument "metadata" has an invalid value.');
});

describe('only the first 20 problems are listed:', () => {
  const more = 'More than 20 problems; only the first are listed.';

  test('of variables', () => {
    const unknown = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`u${index}`, 1]));
    const errors = checkVariables(schema, register, { metadata: { name: 'App', ...unknown } });
    expect(errors).toHaveLength(21);
    expect(errors.at(-1)?.message).toBe(more);
  });

  test('of several variables together', () => {
    const two = operation(
      'query ($a: Metadata, $b: Metadata) { register(metadata: $a) b: register(metadata: $b) }',
    );
    const wrong = { name: 'App', keys: Array(15).fill(1) };
    expect(checkVariables(schema, two, { a: wrong, b: wrong })).toHaveLength(21);
    expect(checkVariables(schema, two, { a: wrong })).toHaveLength(15);
  });
});

describe('a missing variable', () => {
  const optional = operation(
    'query ($a: Metadata, $b: Boolean! = true) { register(metadata: $a) @skip(if: $b) }',
  );

  test('is not reported if it is optional or has a default', () => {
    expect(checkVariables(schema, optional, {})).toEqual([]);
  });

  test.each<[object, string]>([
    [{}, 'Variable "$metadata" of required type "Metadata!" was not provided.'],
    [{ metadata: null }, 'Variable "$metadata" of non-null type "Metadata!" must not be null.'],
  ])('is reported if it is required: %j', (variables, message) => {
    expect(onlyOf(checkVariables(schema, register, { ...variables })).message).toBe(message);
  });
});
