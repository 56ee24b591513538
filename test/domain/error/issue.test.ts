import { describe, expect, test } from 'vitest';
import { issue } from '../../../src/domain/error/issue.ts';
import {
  currentIssueCode,
  type IssueCode,
  issueCatalogue,
} from '../../../src/domain/error/issue-catalogue.ts';
import { inFieldOrder, joinIssues } from '../../../src/domain/error/issue-order.ts';

test.each([
  ['NAME_BLANK', ['NAME_BLANK']],
  ['BODY_NOT_JSON', ['INPUT_NOT_JSON']],
  ['NEVER_WAS', []],
  ['constructor', []],
])('the stored code %s is now %j', (stored, expected) => {
  expect(currentIssueCode(stored)).toEqual(expected);
});

describe.each(Object.keys(issueCatalogue) as IssueCode[])('%s', (code) => {
  test('has a message and a reference', () => {
    const { message, reference } = issue(code);
    expect(message).toMatch(/^.{10,}\.$/);
    const isOfProfile = /^(ADVISE_)?PROFILE_/.test(code);
    const clause =
      /^((RFC \d{4}|OpenID Connect [\w ]+|NIST SP 800-56B|UTS 39|GraphQL Cursor Connections|draft-ietf-[\w-]+) §\d|a (limit|rule) of this server$)/;
    expect(reference).toMatch(isOfProfile ? /^the clause of the profile$/ : clause);
  });
});

test('an issue keeps the path it is created with', () => {
  expect(issue('JWK_PRIVATE', 'jwks', 'keys', 2)).toMatchObject({
    code: 'JWK_PRIVATE',
    path: ['jwks', 'keys', 2],
  });
});

describe('the order of issues', () => {
  test('follows the fields, then the index', () => {
    const inOrder = [
      issue('INPUT_NOT_OBJECT'),
      issue('NAME_BLANK', 'name'),
      issue('TOO_MANY_ITEMS', 'redirectUris'),
      issue('URI_FRAGMENT', 'redirectUris', 2),
      issue('URI_FRAGMENT', 'redirectUris', 10),
      issue('WRONG_TYPE', 'isConfidential'),
      issue('JWKS_SHAPE', 'jwks'),
      issue('JWK_KTY', 'jwks', 'keys', 0),
      issue('JWK_KTY', 'jwks', 'keys', 1),
      issue('JWKS_URI_SCHEME', 'jwksUri'),
      issue('URL_NOT_WEB', 'termsUrl'),
    ];
    expect(inFieldOrder(inOrder.toReversed())).toEqual(inOrder);
  });

  test('is stable for issues with the same path', () => {
    const found = [issue('URI_HOST', 'website'), issue('URI_FRAGMENT', 'website')];
    expect(inFieldOrder(found)).toEqual(found);
    expect(inFieldOrder(found.toReversed())).toEqual(found.toReversed());
  });
});

describe('issues of unreadable values and issues of the rules', () => {
  const unreadable = issue('WRONG_TYPE', 'redirectUris', 1);

  test('are in the order of the fields', () => {
    const name = issue('NAME_BLANK', 'name');
    const scope = issue('SCOPE_CHARACTER', 'scopes', 0);
    expect(joinIssues([unreadable], [scope, name])).toEqual([name, unreadable, scope]);
  });

  test('replace issues of the rules at the same path, which saw a substitute value', () => {
    expect(joinIssues([unreadable], [issue('URI_FRAGMENT', 'redirectUris', 1)])).toEqual([unreadable]);
  });

  test.each([
    ['about the whole list', issue('TOO_MANY_ITEMS', 'redirectUris')],
    ['about a neighbour', issue('URI_FRAGMENT', 'redirectUris', 0)],
    ['about another field', issue('NAME_BLANK', 'name')],
    ['about a field with the same prefix', issue('JWKS_URI_SCHEME', 'jwksUri')],
  ])('do not replace issues of the rules %s', (_, found) => {
    const refused = [unreadable, issue('WRONG_TYPE', 'jwks')];
    expect(joinIssues(refused, [found])).toHaveLength(3);
    expect(joinIssues(refused, [found])).toContainEqual(found);
  });

  test('replace issues of the rules inside a value that was refused as a whole', () => {
    const whole = issue('WRONG_TYPE', 'jwks');
    expect(joinIssues([whole], [issue('JWK_KTY', 'jwks', 'keys', 0)])).toEqual([whole]);
  });

  test('have no issues of the rules beside them if the whole body was refused', () => {
    const body = issue('INPUT_NOT_JSON');
    expect(joinIssues([body], [issue('NAME_BLANK', 'name')])).toEqual([body]);
  });
});
