import { expect, test } from 'vitest';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../src/domain/rule/check-registration.ts';

function findIssues(scopes: string[] | null | undefined) {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], scopes };
  return checkRegistration(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

test.each([[undefined], [null]])('scopes may be omitted: %s', (scopes) => {
  expect(findIssues(scopes)).toEqual([]);
});

test('an empty list is refused, because it is not the default', () => {
  expect(findIssues([])).toEqual([['EMPTY_LIST', 'scopes']]);
});

test.each(['openid', 'oauth.clients:write', 'https://api.example.com/read', '!', '#', '[', ']', '~', "a'b"])(
  'a scope token of RFC 6749 §3.3 is accepted: %s',
  (scope) => {
    expect(findIssues([scope])).toEqual([]);
  },
);

test.each([
  ['nothing', ''],
  ['a blank', ' '],
  ['two scopes in one item', 'openid profile'],
  ['a double quote', 'a"b'],
  ['a backslash', 'a\\b'],
  ['TAB', 'a\tb'],
  ['LF at the end', 'a\n'],
  ['NUL', '\0'],
  ['DEL', '\x7F'],
  ['a letter outside ASCII', 'é'],
])('a scope with %s is refused (RFC 6749 §3.3)', (_, scope) => {
  expect(findIssues([scope])).toEqual([['SCOPE_CHARACTER', 'scopes', 0]]);
});

test('a scope has at most 255 characters', () => {
  expect(findIssues(['a'.repeat(255)])).toEqual([]);
  expect(findIssues(['a'.repeat(256)])).toEqual([['SCOPE_TOO_LONG', 'scopes', 0]]);
});

test('100 scopes are accepted and one more is refused', () => {
  const scopes = Array.from({ length: 101 }, (_, index) => `scope-${index}`);
  expect(findIssues(scopes.slice(0, 100))).toEqual([]);
  expect(findIssues(scopes)).toEqual([['TOO_MANY_ITEMS', 'scopes']]);
});

test('every scope is checked, and an issue names its scope', () => {
  expect(findIssues(['openid', 'a b', 'profile', ''])).toEqual([
    ['SCOPE_CHARACTER', 'scopes', 1],
    ['SCOPE_CHARACTER', 'scopes', 3],
  ]);
});
