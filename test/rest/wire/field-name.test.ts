import { describe, expect, test } from 'vitest';
import { restNames, restPath } from '../../../src/rest/wire/field-name.ts';

test('REST uses the field names of the AuthMS API, and those of RFC 7591 for other members', () => {
  expect(Object.values(restNames).toSorted()).toEqual([
    'access_token_lifetime',
    'client_auth_methods',
    'contacts',
    'default_acr_values',
    'default_max_age',
    'description',
    'fapi_profile',
    'grant_types',
    'id_token_lifetime',
    'initiate_login_uri',
    'is_confidential',
    'jwks',
    'jwks_uri',
    'logo_url',
    'name',
    'post_logout_redirect_uris',
    'privacy_policy',
    'redirect_uris',
    'refresh_token_lifetime',
    'request_uris',
    'require_auth_time',
    'scopes',
    'software_id',
    'software_version',
    'terms_url',
    'website',
  ]);
});

describe('the path of an issue in REST', () => {
  test.each([
    [[], 'body'],
    [['name'], 'name'],
    [['redirectUris'], 'redirect_uris'],
    [['redirectUris', '1'], 'redirect_uris[1]'],
    [['clientAuthMethods', '0'], 'client_auth_methods[0]'],
    [['jwks', 'keys', '10'], 'jwks.keys[10]'],
    [['jwks', 'keys', '0', 'kty'], 'jwks.keys[0].kty'],
    [['jwksUri'], 'jwks_uri'],
    [['isConfidential'], 'is_confidential'],
  ])('%j is %s', (path, expected) => {
    expect(restPath(path)).toBe(expected);
  });

  test('keeps the name of a field that REST does not rename', () => {
    expect(restPath(['status'])).toBe('status');
  });
});
