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

/** The fields of every input together: what an update takes besides stands beside what it changes. */
export const inputFields: readonly string[] = [
  'clientId',
  'secretId',
  'expectedVersion',
  'idempotencyKey',
  ...registrationFields.slice(0, 2),
  'removeRedirectUris',
  'addRedirectUris',
  ...registrationFields.slice(2),
  'status',
];
