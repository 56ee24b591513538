import { expect, test } from 'vitest';
import { emptyDraft } from '../../../../src/console/form/draft/draft.ts';
import { issuesAt, joinIssues, locateIssues } from '../../../../src/console/form/draft/placement.ts';
import { inputFields } from '../../../../src/domain/error/issue-order.ts';

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
  contacts: '\n\na@example.com\n\nadmin',
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
  [['contacts'], 'contacts'],
  [['contacts', '1'], 'contacts.5'],
  [['idempotencyKey'], undefined],
  [[], undefined],
])('an issue at %j is shown at %s', (path, location) => {
  expect(locateIssues([issue(...path)], draft)[0]?.location).toBe(location);
});

test('every field of a registration is shown in the form', () => {
  const located = locateIssues(
    inputFields.map((field) => issue(field)),
    draft,
  );
  const homeless = located.filter(({ location }) => location === undefined).map(({ issue }) => issue.path[0]);
  expect(homeless).toEqual([
    'newClientId',
    'secretId',
    'expectedVersion',
    'idempotencyKey',
    'removeRedirectUris',
    'addRedirectUris',
    'status',
    'expiresAt',
    'graceSeconds',
  ]);
});

test('a location shows its own messages, without those below it', () => {
  const located = locateIssues([issue('redirectUris'), issue('redirectUris', '0')], draft);
  expect(issuesAt(located, 'redirectUris')).toHaveLength(1);
  expect(issuesAt(located, 'redirectUris.7')).toHaveLength(1);
});

test('a message that two responses have is shown once', () => {
  const [one, other] = [locateIssues([issue('name')], draft), locateIssues([issue('name'), issue()], draft)];
  expect(joinIssues(one, other)).toHaveLength(2);
});
