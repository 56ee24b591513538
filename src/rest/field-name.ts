import type { RegistrationField } from '../registration/registration-field.ts';
import { type TlsClientAuthMember, tlsClientAuthMembers } from '../registration/vocabulary.ts';

/** What REST calls each field of a registration. */
export const restNames = {
  name: 'name',
  redirectUris: 'redirect_uris',
  clientAuthMethods: 'client_auth_methods',
  fapiProfile: 'fapi_profile',
  grantTypes: 'grant_types',
  isConfidential: 'is_confidential',
  jwks: 'jwks',
  jwksUri: 'jwks_uri',
  logoUrl: 'logo_url',
  privacyPolicy: 'privacy_policy',
  scopes: 'scopes',
  termsUrl: 'terms_url',
  website: 'website',
} as const satisfies Record<Exclude<RegistrationField, 'tlsClientAuth'>, string>;

/** A path as REST writes it: `redirect_uris[1]`, `jwks.keys[0]`; `body` for the body as a whole. */
export function restPath([field, ...steps]: readonly string[]): string {
  if (field === undefined) return 'body';
  // REST spreads over five fields what is one field of one member in GraphQL.
  if (field === 'tlsClientAuth')
    return tlsClientAuthMembers[(steps[0] ?? 'subjectDn') as TlsClientAuthMember].restName;
  const name = restNames[field as keyof typeof restNames] ?? field;
  return steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`), name);
}
