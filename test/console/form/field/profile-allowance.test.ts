import { expect, test } from 'vitest';
import { emptyDraft } from '../../../../src/console/form/draft/draft.ts';
import {
  defaultMethod,
  refusalOfGrant,
  refusalOfKind,
  refusalOfMethod,
  refusedIn,
  withAllowedMethods,
} from '../../../../src/console/form/field/profile-allowance.ts';
import { looseProfile, strictProfile } from '../fixture.ts';

const confidential = { isConfidential: true };
const isPublic = { isConfidential: false };

test('a profile refuses the methods it does not name, with its clause', () => {
  expect(refusalOfMethod('CLIENT_SECRET_BASIC', confidential, strictProfile)).toEqual({
    by: 'profile',
    reference: 'methods',
  });
  expect(refusalOfMethod('PRIVATE_KEY_JWT', confidential, strictProfile)).toBeUndefined();
});

test('a profile that only advises against weak methods refuses none', () => {
  expect(refusalOfMethod('CLIENT_SECRET_BASIC', confidential, looseProfile)).toBeUndefined();
});

test('a public client has only the method none, and a confidential client any other method', () => {
  expect(refusalOfMethod('PRIVATE_KEY_JWT', isPublic, undefined)?.by).toBe('kind');
  expect(refusalOfMethod('NONE', isPublic, undefined)).toBeUndefined();
  expect(refusalOfMethod('NONE', confidential, undefined)?.by).toBe('kind');
  expect(refusalOfMethod('NONE', isPublic, strictProfile)).toEqual({
    by: 'profile',
    reference: 'confidential',
  });
});

test('a profile for confidential clients refuses public ones', () => {
  expect(refusalOfKind(false, strictProfile)?.reference).toBe('confidential');
  expect(refusalOfKind(true, strictProfile)).toBeUndefined();
  expect(refusalOfKind(false, looseProfile)).toBeUndefined();
});

test('grants are refused by the profile, and client credentials by the kind', () => {
  expect(refusalOfGrant('DEVICE_CODE', confidential, strictProfile)?.reference).toBe('grants');
  expect(refusalOfGrant('CLIENT_CREDENTIALS', isPublic, undefined)?.by).toBe('kind');
  expect(refusalOfGrant('CLIENT_CREDENTIALS', confidential, undefined)).toBeUndefined();
});

test('a corrected draft is allowed, and its lists are not empty', () => {
  const draft = { ...emptyDraft, clientAuthMethods: ['CLIENT_SECRET_POST', 'TLS_CLIENT_AUTH'] as const };
  expect(withAllowedMethods(draft, strictProfile).clientAuthMethods).toEqual(['TLS_CLIENT_AUTH']);
  const weak = withAllowedMethods(emptyDraft, strictProfile);
  expect(weak.clientAuthMethods).toEqual([defaultMethod(weak, strictProfile)]);
  expect(refusedIn(weak, strictProfile).methods).toEqual([]);
});
