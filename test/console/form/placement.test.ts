import { expect, test } from 'vitest';
import { emptyDraft } from '../../../src/console/form/draft.ts';
import { issuesAt, joinIssues, placeIssues } from '../../../src/console/form/placement.ts';
import { inputFields } from '../../../src/registration/registration-field.ts';

const issue = (...path: readonly string[]) => ({ path, code: path.join('.'), message: '', reference: null });

const draft = {
  ...emptyDraft,
  redirectUris: [
    { id: 4, text: '' },
    { id: 7, text: 'a' },
    { id: 9, text: 'b' },
  ],
  clientAuthMethods: ['NONE', 'CLIENT_SECRET_POST'] as const,
  grantTypes: ['AUTHORIZATION_CODE', 'CIBA'] as const,
  scopes: ['openid', 'b"ad'],
};

test.each([
  [['name'], 'name'],
  [['redirectUris'], 'redirectUris'],
  [['redirectUris', '1'], 'redirectUris.9'],
  [['clientAuthMethods', '1'], 'clientAuthMethods.CLIENT_SECRET_POST'],
  [['grantTypes', '1'], 'grantTypes.CIBA'],
  [['scopes', '1'], 'scopes.b"ad'],
  [['jwks'], 'jwks'],
  [['jwks', 'keys', '2', 'alg'], 'jwks.2'],
  [['tlsClientAuth', 'sanIp'], 'tlsClientAuth'],
  [['idempotencyKey'], undefined],
  [[], undefined],
])('an issue at %j stands at %s', (path, place) => {
  expect(placeIssues([issue(...path)], draft)[0]?.place).toBe(place);
});

test('every field of a registration has a place', () => {
  const placed = placeIssues(
    inputFields.map((field) => issue(field)),
    draft,
  );
  const homeless = placed.filter(({ place }) => place === undefined).map(({ issue }) => issue.path[0]);
  expect(homeless).toEqual([
    'clientId',
    'secretId',
    'expectedVersion',
    'idempotencyKey',
    'removeRedirectUris',
    'addRedirectUris',
    'status',
  ]);
});

test('what stands at a place is what is said of it, and nothing of its parts', () => {
  const placed = placeIssues([issue('redirectUris'), issue('redirectUris', '0')], draft);
  expect(issuesAt(placed, 'redirectUris')).toHaveLength(1);
  expect(issuesAt(placed, 'redirectUris.7')).toHaveLength(1);
});

test('what two answers say is said once', () => {
  const [one, other] = [placeIssues([issue('name')], draft), placeIssues([issue('name'), issue()], draft)];
  expect(joinIssues(one, other)).toHaveLength(2);
});
