import { describe, expect, test } from 'vitest';
import { type RegistrationInput, withDefaults } from '../../../src/domain/client/client-metadata.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkPolicy, checkRegistration } from '../../../src/domain/rule/check-registration.ts';

const sound: RegistrationInput = { name: 'App', redirectUris: ['https://app.example.com/callback'] };

function issuesOf(given: Partial<RegistrationInput>) {
  const candidate = candidateOf({ ...sound, ...given });
  return checkRegistration(candidate).map(({ code, path }) => [code, ...path]);
}

const list = <Item>(length: number, item: (index: number) => Item) =>
  Array.from({ length }, (_, index) => item(index));
const uriOf = (length: number) => `https://a.example/${'x'.repeat(length - 18)}`;
const domain = `${'d'.repeat(61)}.${'d'.repeat(61)}.${'d'.repeat(61)}`;

describe('a value within the rules of its member is accepted', () => {
  test.each<Partial<RegistrationInput>>([
    { contacts: null },
    { contacts: [] },
    { contacts: ['admin@example.com', "o'neil+oauth@mail-1.example", 'root@localhost'] },
    { contacts: list(20, (index) => `admin${index}@example.com`) },
    { contacts: [`${'l'.repeat(64)}@${domain}.dev`] },
    { softwareId: 'a', softwareVersion: '1' },
    { softwareId: '4NRB1-0XZABZI9E6-5SM3R', softwareVersion: '2.1.0 (build 7)' },
    { softwareId: '软件', softwareVersion: 'é' },
    { softwareId: 'x'.repeat(255), softwareVersion: '🔑'.repeat(255) },
    { initiateLoginUri: 'https://app.example.com/login?tenant=1' },
    { initiateLoginUri: uriOf(2048) },
    { postLogoutRedirectUris: [] },
    { postLogoutRedirectUris: ['https://app.example.com/', 'http://127.0.0.1:8080/out'] },
    { postLogoutRedirectUris: list(100, (index) => `https://app.example.com/${index}`) },
    { isConfidential: false, postLogoutRedirectUris: ['com.example.app:/out', uriOf(2048)] },
    { requestUris: [] },
    { requestUris: ['https://a.example/request.jwt#digest', uriOf(512)] },
    { requestUris: list(100, (index) => `https://app.example.com/${index}`) },
    { defaultAcrValues: [] },
    { defaultAcrValues: ['0', 'urn:mace:incommon:iap:silver', 'x'.repeat(255)] },
    { defaultAcrValues: list(20, (index) => `${index}`) },
    { requireAuthTime: true },
    { requireAuthTime: false },
    { defaultMaxAge: 0 },
    { defaultMaxAge: 2_147_483_647 },
    { description: 'd' },
    { description: ` ${'🔑'.repeat(1000)} ` },
    { accessTokenLifetime: 1, refreshTokenLifetime: 31_536_000, idTokenLifetime: 3600 },
  ])('%j', (given) => {
    expect(issuesOf(given)).toEqual([]);
  });
});

describe('a value outside the rules of its member is refused at its path', () => {
  test.each<[Partial<RegistrationInput>, (string | number)[]]>([
    [{ contacts: ['admin@example.com', ''] }, ['CONTACT_EMAIL', 'contacts', 1]],
    [{ contacts: ['admin'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['@example.com'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['admin@'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['a@b@example.com'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['Admin <admin@example.com>'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['admin@exam\u200Bple.com'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: ['admin@example.com\n'] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: [`${'l'.repeat(65)}@example.com`] }, ['CONTACT_EMAIL', 'contacts', 0]],
    [{ contacts: [`${'l'.repeat(64)}@${domain}.info`] }, ['CONTACT_TOO_LONG', 'contacts', 0]],
    [{ contacts: list(21, (index) => `admin${index}@example.com`) }, ['CONTACTS_TOO_MANY', 'contacts']],
    [{ softwareId: '' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: ' ' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: 'a ' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: 'a\nb' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: 'a\u200Db' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: 'a\u202Eb' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareId: 'a\u00A0b' }, ['TEXT_NOT_PRINTABLE', 'softwareId']],
    [{ softwareVersion: 'a\uD800' }, ['TEXT_NOT_PRINTABLE', 'softwareVersion']],
    [{ softwareVersion: 'x'.repeat(256) }, ['TEXT_TOO_LONG', 'softwareVersion']],
    [{ initiateLoginUri: '' }, ['URI_NOT_ABSOLUTE', 'initiateLoginUri']],
    [{ initiateLoginUri: 'http://app.example.com/' }, ['URI_NOT_HTTPS', 'initiateLoginUri']],
    [{ initiateLoginUri: 'https://app.example.com/#a' }, ['URI_FRAGMENT', 'initiateLoginUri']],
    [{ initiateLoginUri: uriOf(2049) }, ['URI_TOO_LONG', 'initiateLoginUri']],
    [{ postLogoutRedirectUris: [''] }, ['URI_NOT_ABSOLUTE', 'postLogoutRedirectUris', 0]],
    [
      { postLogoutRedirectUris: ['https://a.example/', 'http://a.example/'] },
      ['REDIRECT_URI_HTTP', 'postLogoutRedirectUris', 1],
    ],
    [
      { postLogoutRedirectUris: ['javascript:alert(1)'] },
      ['REDIRECT_URI_SCHEME', 'postLogoutRedirectUris', 0],
    ],
    [{ postLogoutRedirectUris: ['https://a.example/#a'] }, ['URI_FRAGMENT', 'postLogoutRedirectUris', 0]],
    [
      { postLogoutRedirectUris: ['com.example.app:/out'] },
      ['REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL', 'postLogoutRedirectUris', 0],
    ],
    [{ postLogoutRedirectUris: [uriOf(2049)] }, ['URI_TOO_LONG', 'postLogoutRedirectUris', 0]],
    [
      { postLogoutRedirectUris: list(101, (index) => `https://app.example.com/${index}`) },
      ['TOO_MANY_ITEMS', 'postLogoutRedirectUris'],
    ],
    [{ requestUris: ['https://a.example/', 'http://a.example/'] }, ['URI_NOT_HTTPS', 'requestUris', 1]],
    [{ requestUris: [''] }, ['URI_NOT_ABSOLUTE', 'requestUris', 0]],
    [{ requestUris: [uriOf(513)] }, ['REQUEST_URI_TOO_LONG', 'requestUris', 0]],
    [
      { requestUris: list(101, (index) => `https://app.example.com/${index}`) },
      ['TOO_MANY_ITEMS', 'requestUris'],
    ],
    [{ defaultAcrValues: ['a', ''] }, ['ACR_VALUE_CHARACTER', 'defaultAcrValues', 1]],
    [{ defaultAcrValues: ['a b'] }, ['ACR_VALUE_CHARACTER', 'defaultAcrValues', 0]],
    [{ defaultAcrValues: ['é'] }, ['ACR_VALUE_CHARACTER', 'defaultAcrValues', 0]],
    [{ defaultAcrValues: ['x'.repeat(256)] }, ['TEXT_TOO_LONG', 'defaultAcrValues', 0]],
    [{ defaultAcrValues: list(21, (index) => `${index}`) }, ['ACR_VALUES_TOO_MANY', 'defaultAcrValues']],
    [{ description: '' }, ['DESCRIPTION_BLANK', 'description']],
    [{ description: ' \u3000' }, ['DESCRIPTION_BLANK', 'description']],
    [{ description: 'd'.repeat(1001) }, ['DESCRIPTION_TOO_LONG', 'description']],
    [{ description: 'a\nb' }, ['DESCRIPTION_CHARACTER', 'description']],
    [{ description: 'a\u200Bb' }, ['DESCRIPTION_INVISIBLE', 'description']],
    [{ accessTokenLifetime: 0 }, ['TOKEN_LIFETIME_RANGE', 'accessTokenLifetime']],
    [{ refreshTokenLifetime: 31_536_001 }, ['TOKEN_LIFETIME_RANGE', 'refreshTokenLifetime']],
    [{ idTokenLifetime: -1 }, ['TOKEN_LIFETIME_RANGE', 'idTokenLifetime']],
    [{ defaultMaxAge: -1 }, ['MAX_AGE_RANGE', 'defaultMaxAge']],
    [{ defaultMaxAge: 2_147_483_648 }, ['MAX_AGE_RANGE', 'defaultMaxAge']],
  ])('%j', (given, issue) => {
    expect(issuesOf(given)).toEqual([issue]);
  });

  test('a private-use scheme without a dot, unless the operator allows it', () => {
    const given = { ...sound, isConfidential: false, postLogoutRedirectUris: ['cursor:/out'] };
    const codesWith = (...schemes: string[]) => {
      const policy = {
        recoverableSecrets: false,
        allowedJwksHosts: new Set<string>(),
        allowedPrivateUseSchemes: new Set(schemes),
      };
      return checkPolicy(candidateOf(given), policy).map(({ code, path }) => [code, ...path]);
    };
    expect(codesWith()).toEqual([['REDIRECT_URI_PRIVATE_SCHEME', 'postLogoutRedirectUris', 0]]);
    expect(codesWith('cursor')).toEqual([]);
  });
});

test('a repeated contact is kept once', () => {
  const contacts = ['a@example.com', 'b@example.com', 'a@example.com'];
  expect(withDefaults({ ...sound, contacts }).contacts).toEqual(['a@example.com', 'b@example.com']);
});
