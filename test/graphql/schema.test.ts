import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { printedIssues } from '../../src/domain/error/issue-table.ts';
import { printedSchema, schema } from '../../src/graphql/schema.ts';
import { createSubgraph, printedSubgraph } from '../../src/graphql/subgraph.ts';
import { printedOpenApi } from '../../src/rest/openapi.ts';

const folder = new URL('../../schema/', import.meta.url);

test('schema/schema.graphql is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('schema.graphql', folder), 'utf8')).toBe(printedSchema());
});

test('schema/subgraph.graphql is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('subgraph.graphql', folder), 'utf8')).toBe(printedSubgraph());
});

test('schema/issues.md is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('issues.md', folder), 'utf8')).toBe(printedIssues('en'));
});

test('schema/issues.zh.md is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('issues.zh.md', folder), 'utf8')).toBe(printedIssues('zh-CN'));
});

test('schema/openapi.json is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('openapi.json', folder), 'utf8')).toBe(printedOpenApi());
});

test('every type, field, argument and enum value has a description', () => {
  const types = Object.values(createSubgraph().getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  expect(types.length).toBeGreaterThan(10);
  expect(types.flatMap(undescribed)).toEqual([]);
});

function undescribed(type: GraphQLNamedType): string[] {
  const parts = [{ name: type.name, description: type.description }];
  if (isEnumType(type))
    parts.push(...type.getValues().map((value) => ({ ...value, name: `${type.name}.${value.name}` })));
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push({ name: `${type.name}.${field.name}`, description: field.description });
      const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
      parts.push(
        ...args.map((arg) => ({
          name: `${type.name}.${field.name}(${arg.name})`,
          description: arg.description,
        })),
      );
    }
  }
  return parts.filter(({ description }) => !description?.trim()).map(({ name }) => name);
}

test('every mutation returns a union of its payload and RegistrationError, which can grow', () => {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(10);
  for (const { name, type } of mutations) {
    const result = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    // Nullable, so that an error in one does not remove a secret from the result of another.
    expect(String(type)).toBe(`${result}Result`);
    const union = schema.getType(`${result}Result`);
    const members = isUnionType(union) ? union.getTypes().map(String).sort() : [];
    expect(members).toEqual([`${result}Payload`, 'RegistrationError'].sort());
  }
});

test('every error of a result implements OperationError', () => {
  const results = Object.values(schema.getTypeMap()).filter(isUnionType);
  const errors = new Set(
    results.flatMap((union) => union.getTypes()).filter(({ name }) => name.endsWith('Error')),
  );
  expect(errors.size).toBeGreaterThan(0);
  for (const error of errors)
    expect(error.getInterfaces().map(({ name }) => name)).toEqual(['OperationError']);
  const operationError = schema.getType('OperationError');
  expect(isInterfaceType(operationError) && Object.keys(operationError.getFields())).toEqual([
    'code',
    'message',
  ]);
});

test.each(['OAuthIssueCode', 'OAuthErrorCode', 'OAuthAuditAction'])(
  'the description of %s says that values may be added',
  (name) => {
    expect(schema.getType(name)?.description).toContain('Values may be added');
  },
);

test.each(['OAuthIssueCode', 'OAuthErrorCode'])('%s contains no code and no term of REST', (name) => {
  const type = schema.getType(name);
  const values = isEnumType(type) ? type.getValues() : [];
  expect(values.length).toBeGreaterThan(3);
  const ofRest = /^BODY_|^PATH_|\bREST\b|the body|no such path|If-Match|page_size/;
  expect(
    values.filter(({ name, description }) => ofRest.test(name) || ofRest.test(description ?? '')),
  ).toEqual([]);
});

test('the profile FAPI1 is deprecated, with its replacement', () => {
  const type = schema.getType('OAuthFapiProfile');
  const deprecated = isEnumType(type)
    ? type.getValues().filter(({ deprecationReason }) => deprecationReason)
    : [];
  expect(deprecated.map(({ name, deprecationReason }) => [name, deprecationReason])).toEqual([
    ['FAPI1', expect.stringContaining('FAPI1_BASELINE')],
  ]);
});

test('the subgraph has no node query, because other Relay subgraphs have one', () => {
  expect(Object.keys(createSubgraph().getQueryType()?.getFields() ?? {})).not.toContain('node');
  expect(printedSubgraph()).not.toMatch(/^ {2}nodes?\(/m);
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toContain('node');
});

test('every query is nullable, so that a failure leaves the results of its siblings', () => {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  expect(queries.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

test('every root field declares the right that it requires, or that it requires none', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}),
  );
  expect(
    fields.filter(
      ({ description }) =>
        !/Needs (an administrator|the right to|a valid token, but no right)/.test(description ?? ''),
    ),
  ).toEqual([]);
});

/** Types that other graphs share, and names that are specific enough. */
const unprefixed = [
  ...['Mutation', 'Query', 'Node', 'PageInfo', 'DateTime', 'JSON', 'JWKSet', 'ULID', 'URI'],
  ...['OperationError', 'RegistrationError'],
];

test('prefixes its types with OAuth, so that they do not collide with types of other subgraphs', () => {
  const names = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .map(({ name }) => name);
  expect(names.filter((name) => !name.includes('OAuth')).sort()).toEqual(unprefixed.sort());
});

test('the type with the secret has no id, so that client caches do not store it', () => {
  const type = schema.getType('OAuthIssuedSecret');
  expect(isObjectType(type) && Object.keys(type.getFields()).sort()).toEqual([
    'expiresAt',
    'lastFour',
    'plaintext',
  ]);
});

test.each(readdirSync(new URL('operations/', folder)))('the operation %s is valid', (file) => {
  const document = parse(readFileSync(new URL(`operations/${file}`, folder), 'utf8'));
  expect(validate(schema, document)).toEqual([]);
});

test('every root field has a separate file with its name', () => {
  const source = new URL('../../src/graphql/', import.meta.url);
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType() };
  const files = Object.entries(roots).flatMap(([kind, type]) =>
    Object.keys(type?.getFields() ?? {})
      // Pothos adds the root fields of the Relay plugin.
      .filter((name) => name !== 'node' && name !== 'nodes')
      .map((name) => `${kind}/${kebabOf(name)}.ts`),
  );
  expect(files.length).toBeGreaterThan(15);
  expect(files.filter((file) => !existsSync(new URL(file, source)))).toEqual([]);
});

/** `createOAuthClient` becomes `create-oauth-client`. */
function kebabOf(name: string): string {
  return name
    .replace('OAuth', 'Oauth')
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^-/, '');
}
