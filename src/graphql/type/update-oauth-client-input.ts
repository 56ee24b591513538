import { builder } from '../builder.ts';
import { TlsClientAuthInput } from './create-oauth-client-input.ts';
import { targetDescriptions } from './target-input.ts';
import { ClientAuthMethodType, ClientStatusType, FapiProfileType, GrantTypeType } from './vocabulary.ts';

export const UpdateOAuthClientInput = builder.inputType('UpdateOAuthClientInput', {
  description:
    'What is to be different about a client. A field that is absent stays as it is, null clears it, and a list replaces the stored one. A cleared field that has a default gets it again.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    name: t.string({ description: '1 to 255 characters after trimming; cannot be cleared.' }),
    redirectUris: t.stringList({
      description:
        'The whole list, at most 100 URIs; null removes all, which the grant `AUTHORIZATION_CODE` does not allow.',
    }),
    addRedirectUris: t.stringList({
      description:
        'URIs to append to the stored list; one that is in it stays where it is. Not with `redirectUris`.',
    }),
    removeRedirectUris: t.stringList({
      description: 'URIs to take out of the stored list; each has to be in it. Not with `redirectUris`.',
    }),
    clientAuthMethods: t.field({
      type: [ClientAuthMethodType],
      description:
        'The whole list; null gives the default of a registration, which may be a secret where there was a key.',
    }),
    fapiProfile: t.field({ type: FapiProfileType, description: 'The profile; null leaves every profile.' }),
    grantTypes: t.field({
      type: [GrantTypeType],
      description: 'The whole list; null gives `AUTHORIZATION_CODE` alone.',
    }),
    isConfidential: t.boolean({
      description:
        'Whether the client can keep a credential; null gives true, or false when the only authentication method is `NONE`.',
    }),
    jwks: t.string({ description: 'A JWK Set of public keys as JSON text; not together with `jwksUri`.' }),
    jwksUri: t.string({ description: "An https URL of the client's JWK Set; not together with `jwks`." }),
    logoUrl: t.string({ description: 'An http or https URL of a picture.' }),
    privacyPolicy: t.string({ description: 'An http or https URL of the privacy policy.' }),
    scopes: t.stringList({ description: 'The whole list; null gives `openid` alone.' }),
    termsUrl: t.string({ description: 'An http or https URL of the terms of service.' }),
    website: t.string({ description: 'An http or https URL of the home page.' }),
    tlsClientAuth: t.field({
      type: TlsClientAuthInput,
      description: 'The certificate subject that `TLS_CLIENT_AUTH` expects.',
    }),
    status: t.field({
      type: ClientStatusType,
      description: 'Suspends or activates the client in the same commit; cannot be cleared.',
    }),
  }),
});
