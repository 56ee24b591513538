/** The members of a registration that a form sends. Printed by `npm run schema`: do not edit. */
export const metadataMembers = {
  clientId: { form: 'text', section: 'about', clause: 'RFC 6749 §2.2' },
  name: { form: 'text', section: 'about', clause: 'RFC 7591 §2, client_name' },
  redirectUris: { form: 'list', section: 'about', clause: 'RFC 7591 §2, redirect_uris' },
  clientAuthMethods: { form: 'list', section: 'auth', clause: 'RFC 7591 §2, token_endpoint_auth_method' },
  tlsClientAuth: { form: 'subject', section: 'auth', clause: 'RFC 8705 §2.1.2' },
  isConfidential: { form: 'boolean', section: 'about', clause: 'RFC 6749 §2.1' },
  grantTypes: { form: 'list', section: 'access', clause: 'RFC 7591 §2, grant_types' },
  fapiProfile: { form: 'enum', section: 'profile', clause: 'OpenID FAPI 1.0 and 2.0' },
  scopes: { form: 'list', section: 'access', clause: 'RFC 6749 §3.3, scope' },
  jwks: { form: 'jwks', section: 'auth', clause: 'RFC 7591 §2, jwks' },
  jwksUri: { form: 'uri', section: 'auth', clause: 'RFC 7591 §2, jwks_uri' },
  logoUrl: { form: 'uri', section: 'display', clause: 'RFC 7591 §2, logo_uri' },
  website: { form: 'uri', section: 'display', clause: 'RFC 7591 §2, client_uri' },
  privacyPolicy: { form: 'uri', section: 'display', clause: 'RFC 7591 §2, policy_uri' },
  termsUrl: { form: 'uri', section: 'display', clause: 'RFC 7591 §2, tos_uri' },
} as const;
