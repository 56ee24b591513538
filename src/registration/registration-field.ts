/** The fields of a registration, in the order in which a form shows them and issues are listed. */
export const registrationFields = [
  'name',
  'redirectUris',
  'clientAuthMethods',
  'tlsClientAuth',
  'isConfidential',
  'grantTypes',
  'fapiProfile',
  'scopes',
  'jwks',
  'jwksUri',
  'logoUrl',
  'website',
  'privacyPolicy',
  'termsUrl',
] as const;

export type RegistrationField = (typeof registrationFields)[number];
