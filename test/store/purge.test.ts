import { boolean, integer, jsonb, pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { erasedValue } from '../../src/store/purge.ts';

const { name, uris, isOn, seconds, website, document } = pgTable('clients', {
  name: varchar('name').notNull(),
  uris: text('uris').array().notNull(),
  isOn: boolean('is_on').notNull(),
  seconds: integer('seconds').notNull(),
  website: text('website'),
  document: jsonb('document').notNull(),
});

test.each([
  ['a nullable column', website, null],
  ['a text', name, ''],
  ['a list', uris, []],
  ['a boolean', isOn, false],
  ['a number', seconds, 0],
])('erases %s', (_, column, expected) => {
  expect(erasedValue(column)).toEqual(expected);
});

test('refuses a column without an empty value, by its name', () => {
  expect(() => erasedValue(document)).toThrow('The column document of type json has no empty value');
});
