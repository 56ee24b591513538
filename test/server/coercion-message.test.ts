import { buildSchema, type GraphQLError, graphqlSync } from 'graphql';
import { describe, expect, test } from 'vitest';
import { messageWithoutValues } from '../../src/server/coercion-message.ts';

const schema = buildSchema(`
  enum Profile { ONE TWO }
  input Metadata { name: String! count: Int flag: Boolean ratio: Float id: ID keys: [String!] profile: Profile inner: Metadata }
  type Query { register(metadata: Metadata!): Boolean }
`);

function onlyErrorOf(source: string, variableValues?: Record<string, unknown>): GraphQLError {
  const { errors = [] } = graphqlSync({ schema, source, ...(variableValues && { variableValues }) });
  expect(errors).toHaveLength(1);
  return errors[0] as GraphQLError;
}

function messageOfVariable(metadata: unknown): string {
  const source = 'query ($metadata: Metadata!) { register(metadata: $metadata) }';
  return messageWithoutValues(onlyErrorOf(source, { metadata }));
}

function errorOfLiteral(literal: string): GraphQLError {
  return onlyErrorOf(`{ register(metadata: ${literal}) }`);
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
  ])('is named with its place and what was expected: %j', (metadata, message) => {
    expect(messageOfVariable(metadata)).toBe(message);
  });

  const tricks = [
    'MARKER',
    'x" at "metadata.id"; MARKER',
    'value: MARKER',
    '; String cannot represent a non string value: MARKER',
    'first line\nMARKER value: third',
  ];

  test.each(tricks)('does not stand in the message, whatever it says: %j', (text) => {
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

  test.each(tricks)('does not stand in the message as a word its enum does not have: %j', (text) => {
    expect(messageOfVariable({ name: 'App', profile: text })).not.toContain('MARKER');
  });
});

describe('a literal of the wrong type', () => {
  test('is named by what was expected', () => {
    expect(messageWithoutValues(errorOfLiteral('{ name: 5 }'))).toBe(
      'String cannot represent a non string value.',
    );
  });

  test.each([
    '{ name: { d: "MARKER" } }',
    '{ name: "App", keys: [{ d: "MARKER" }] }',
    '{ name: "App", count: "MARKER" }',
    '{ name: "App", flag: "MARKER value: x" }',
    '{ name: "App", flag: """one line\nMARKER""" }',
    '{ name: "App", profile: "MARKER" }',
  ])('does not stand in the message: %s', (literal) => {
    const error = errorOfLiteral(literal);
    expect(error.message).toContain('MARKER');
    expect(messageWithoutValues(error)).not.toContain('MARKER');
  });

  test.each(['"MARKER"', '[{ name: "MARKER" }]', '{ name: "App", inner: "MARKER" }'])(
    'does not stand in the message where it stands for a whole input: %s',
    (literal) => {
      const error = errorOfLiteral(literal);
      expect(error.message).toContain('MARKER');
      expect(messageWithoutValues(error)).not.toContain('MARKER');
    },
  );
});

test.each(['{ registr }', '{ register }', '{', '{ register(metadata: { name: "App", nam: 1 }) }'])(
  'any other message stays as it is: %s',
  (source) => {
    const error = onlyErrorOf(source);
    expect(messageWithoutValues(error)).toBe(error.message);
  },
);
