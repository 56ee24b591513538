import type { StoredClient } from '../../../src/console/form/draft/draft.ts';
import type { Profile } from '../../../src/console/form/field/profile-allowance.ts';

/** A client as the server returns it. */
export const storedClient: StoredClient = {
  id: 'global',
  ulid: '01J00000000000000000000000',
  clientId: 'client-1',
  tenantId: 'acme',
  name: 'Shop',
  redirectUris: ['https://shop.example/a', 'https://shop.example/b'],
  scopes: ['openid', 'profile'],
  grantTypes: ['AUTHORIZATION_CODE'],
  clientAuthMethods: ['CLIENT_SECRET_BASIC'],
  corsOrigins: ['https://shop.example'],
  fapiProfile: null,
  isConfidential: true,
  jwks: null,
  jwksUri: null,
  logoUrl: null,
  privacyPolicy: null,
  termsUrl: null,
  website: 'https://shop.example/',
  tlsClientAuth: null,
  contacts: [],
  softwareId: null,
  softwareVersion: null,
  initiateLoginUri: null,
  postLogoutRedirectUris: [],
  requestUris: [],
  defaultAcrValues: [],
  requireAuthTime: false,
  defaultMaxAge: null,
  description: null,
  accessTokenLifetime: null,
  refreshTokenLifetime: null,
  idTokenLifetime: null,
  status: 'ACTIVE',
  secretLastFour: 'abcd',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  lastUsedAt: null,
};

/** A profile similar to FAPI 2.0 Security. */
export const strictProfile: Profile = {
  profile: 'FAPI2_SECURITY',
  title: 'Strict',
  refusesWeakMethods: true,
  authMethods: { value: ['PRIVATE_KEY_JWT', 'TLS_CLIENT_AUTH'], reference: 'methods' },
  defaultAuthMethod: { value: 'PRIVATE_KEY_JWT', reference: 'default' },
  confidentialOnly: { value: true, reference: 'confidential' },
  redirectRule: { value: 'HTTPS_OR_LOOPBACK', reference: 'redirect' },
  grantTypes: { value: ['AUTHORIZATION_CODE', 'REFRESH_TOKEN'], reference: 'grants' },
  algorithms: { value: ['PS256'], reference: 'algorithms' },
  minimumRsaBits: { value: 2048, reference: 'bits' },
  keysRequired: { value: false, reference: 'keys' },
  distinctKids: { value: true, reference: 'kids' },
  runtimeDuties: [],
};

/** A profile similar to fapi1: weak methods give an advisory only, and public clients are allowed. */
export const looseProfile: Profile = {
  ...strictProfile,
  profile: 'FAPI1',
  title: 'Loose',
  refusesWeakMethods: false,
  confidentialOnly: { value: false, reference: 'confidential' },
};
