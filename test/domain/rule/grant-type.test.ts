import { expect, test } from 'vitest';
import type { RegistrationInput } from '../../../src/domain/client/client-metadata.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkGrantTypes } from '../../../src/domain/rule/grant-type.ts';

function findIssues(input: Partial<RegistrationInput>) {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], ...input };
  return checkGrantTypes(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

test.each<Partial<RegistrationInput>>([
  {},
  { grantTypes: null },
  { grantTypes: ['authorization_code'] },
  { grantTypes: ['authorization_code', 'refresh_token'] },
  { grantTypes: ['refresh_token', 'authorization_code'] },
  { grantTypes: ['client_credentials'] },
  { grantTypes: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'], isConfidential: false },
])('grants that fit the client are accepted, in any order: %j', (input) => {
  expect(findIssues(input)).toEqual([]);
});

test('an empty list is refused, because it is not the default', () => {
  expect(findIssues({ grantTypes: [] })).toEqual([['EMPTY_LIST', 'grantTypes']]);
});

test('a list of more than 100 grants is refused as a whole, whatever it contains', () => {
  const many = Array<'refresh_token'>(101).fill('refresh_token');
  expect(findIssues({ grantTypes: many })).toEqual([['TOO_MANY_ITEMS', 'grantTypes']]);
  expect(findIssues({ grantTypes: ['authorization_code', ...many.slice(0, 99)] })).toEqual([]);
});

test.each<[RegistrationInput['grantTypes']]>([[['refresh_token']], [['refresh_token', 'refresh_token']]])(
  'refresh_token alone is refused, also if repeated: %j (RFC 6749 §6)',
  (grantTypes) => {
    expect(findIssues({ grantTypes })).toEqual([['GRANT_TYPE_REFRESH_ALONE', 'grantTypes']]);
  },
);

test.each<Partial<RegistrationInput>>([{ isConfidential: false }, { clientAuthMethods: ['none'] }])(
  'client_credentials is refused on a public client, at its index: %j (RFC 6749 §4.4)',
  (kind) => {
    expect(findIssues({ ...kind, grantTypes: ['authorization_code', 'client_credentials'] })).toEqual([
      ['GRANT_TYPE_NEEDS_CONFIDENTIAL', 'grantTypes', 1],
    ]);
    expect(findIssues({ ...kind, grantTypes: ['authorization_code'] })).toEqual([]);
  },
);
