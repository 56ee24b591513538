import { expect, test } from 'vitest';
import { requestIdOf } from '../../../../src/server/http/request/request-id.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test.each(['a', '42', 'req-1', '01J:span.2_x', 'a'.repeat(128)])(
  'a valid id from the caller is kept: %s',
  (id) => {
    expect(requestIdOf(id)).toBe(id);
  },
);

test.each([
  ['absent', undefined],
  ['empty', ''],
  ['a list', ['a', 'b']],
  ['a list of one', ['a']],
  ['over 128 characters', 'a'.repeat(129)],
  ['two words', 'a b'],
  ['padded', ' a'],
  ['broken over lines', 'a\nb'],
  ['ended by a line break', 'a\n'],
  ['with NUL', 'a\0'],
  ['with an escape sequence', '\x1B[31ma'],
  ['with markup', '<a>'],
  ['with a quote', 'a"b'],
  ['outside ASCII', 'é'],
])('an id that is %s is replaced by a new one', (_, header) => {
  expect(requestIdOf(header)).toMatch(uuid);
});

test('each new id is unique', () => {
  const ids = Array.from({ length: 100 }, () => requestIdOf(undefined));
  expect(new Set(ids).size).toBe(100);
});
