import { readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { printedSchema, schema } from '../../src/graphql/schema.ts';
import { printedIssues } from '../../src/registration/issue-table.ts';

const folder = new URL('../../schema/', import.meta.url);

test('schema/schema.graphql is fresh: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('schema.graphql', folder), 'utf8')).toBe(printedSchema());
});

test('schema/issues.md is fresh: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('issues.md', folder), 'utf8')).toBe(printedIssues());
});

test('every type, field, argument and enum value has a description', () => {
  const types = Object.values(schema.getTypeMap()).filter(
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

test('a result is a union of two members, so that it never has to grow', () => {
  const union = schema.getType('CreateOAuthClientResult');
  expect(union?.toString()).toBe('CreateOAuthClientResult');
  expect(printedSchema()).toContain(
    'union CreateOAuthClientResult = CreateOAuthClientPayload | RegistrationError',
  );
});

test('the type that holds a secret has no id, so that a client cache keeps nothing of it', () => {
  const type = schema.getType('IssuedSecret');
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
