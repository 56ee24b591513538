import {
  type AdapterConstructor,
  type AdapterFactory,
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  type Client as ProviderClient,
} from 'oidc-provider';
import { fapiProfileOf, ownMember, registeredOf } from './client-metadata.ts';
import { owes } from './profile-metadata.ts';
import {
  checkAlgorithm,
  checkAudience,
  type Features,
  withCheckedRequests,
  withinRegisteredScopes,
  withoutUnusable,
  withShortCodes,
} from './provider-policy.ts';
import { withRegisteredLifetimes } from './token-lifetime.ts';

/** The configuration of node-oidc-provider. Models other than clients need an adapter. */
export type OwnConfiguration = Configuration & { readonly adapter: AdapterConstructor | AdapterFactory };

const strong = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'] as const;
const signatures = ['RS256', ...strong, 'RS384', 'RS512'] as const;

/** Whether a client must use PKCE (RFC 7636, RFC 9700 §2.1.1): `pkce.required` of node-oidc-provider. */
function isPkceRequired(ctx: KoaContextWithOIDC, client: ProviderClient): boolean {
  const isPushed = ctx.oidc.route === 'pushed_authorization_request';
  // FAPI 2.0 also for clients to which the operator applies it. FAPI 1.0 Part 2 §5.2.2-18: if requests are pushed.
  if (ctx.oidc.fapiProfile === '2.0' || (ctx.oidc.fapiProfile === '1.0 Final' && isPushed)) return true;
  return client.clientAuthMethod === 'none' || owes(registeredOf(client)?.fapiProfile, 'PKCE_S256');
}

/**
 * The requirements of registered clients on node-oidc-provider, combined with the operator's configuration. The limits of a
 * registration always apply; the operator's functions are called in addition.
 */
export function configurationUnder(own: OwnConfiguration, hasEncryptionKeys: boolean): Configuration {
  const { features = {} } = own;
  const { mTLS } = features;
  return {
    clientBasedCORS: (_ctx, origin, client) => registeredOf(client)?.corsOrigins.includes(origin) ?? false,
    clientAuthMethods: [
      'client_secret_basic',
      'client_secret_post',
      ...(hasEncryptionKeys ? (['client_secret_jwt'] as const) : []),
      'private_key_jwt',
      ...(mTLS?.enabled && mTLS.tlsClientAuth ? (['tls_client_auth'] as const) : []),
      ...(mTLS?.enabled && mTLS.selfSignedTlsClientAuth ? (['self_signed_tls_client_auth'] as const) : []),
      'none',
    ],
    ...own,
    pkce: {
      required: (ctx, client) => isPkceRequired(ctx, client) || (own.pkce?.required?.(ctx, client) ?? false),
    },
    ttl: withRegisteredLifetimes(withShortCodes(own.ttl)),
    scopes: [...new Set([...(own.scopes ?? ['openid']), 'offline_access'])],
    enabledJWA: {
      clientAuthSigningAlgValues: hasEncryptionKeys ? ['HS256', 'HS384', 'HS512', ...signatures] : signatures,
      idTokenSigningAlgValues: signatures,
      // No HMAC: clients of Clientele have no secret that could create one.
      requestObjectSigningAlgValues: strong,
      authorizationSigningAlgValues: signatures,
      ...own.enabledJWA,
    },
    features: {
      clientCredentials: { enabled: true },
      jwtResponseModes: { enabled: true },
      ...features,
      requestObjects: withCheckedRequests(features.requestObjects),
      fapi: {
        enabled: true,
        profile: (ctx, client) => fapiProfileOf(client) ?? ownProfile(own, ctx, client),
      },
      ...withoutUnusable(features),
      ...withinRegisteredScopes(features),
    } as Features,
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims, header, client) => {
      checkAlgorithm(header.alg, client, errors.InvalidClientAuth);
      checkAudience(ctx, claims);
      await own.assertJwtClientAuthClaimsAndHeader?.(ctx, claims, header, client);
    },
    extraClientMetadata: {
      properties: [...(own.extraClientMetadata?.properties ?? []), ownMember],
      validator: (ctx, key, value, metadata) => {
        if (key !== ownMember) return own.extraClientMetadata?.validator?.(ctx, key, value, metadata);
      },
    },
  };
}

function ownProfile({ features }: Configuration, ctx: KoaContextWithOIDC, client: ProviderClient) {
  const profile = features?.fapi?.enabled ? features.fapi.profile : undefined;
  return typeof profile === 'function' ? profile(ctx, client) : profile;
}
