import type { Configuration } from 'oidc-provider';
import { suits } from '../domain/key/jose-algorithm.ts';

/** The settings of an authorization server that the metadata of clients depends on. */
export interface Served {
  readonly authMethods: ReadonlySet<string>;
  readonly grantTypes: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
  /** Authentication context classes. */
  readonly acrValues: ReadonlySet<string>;
  /** JWS algorithms with which its keys can sign ID tokens. */
  readonly signingAlgorithms: readonly string[];
  readonly pushedRequests: boolean;
  readonly requestObjects: boolean;
  readonly signedResponses: boolean;
  readonly dpop: boolean;
  readonly certificateBoundTokens: boolean;
}

/** The development key of node-oidc-provider, the only one without `jwks`. */
const developmentKeys = [{ kty: 'RSA', alg: 'RS256' }];

/**
 * Reads a configuration as node-oidc-provider does.
 *
 * @param extensionGrants registered with `provider.registerGrantType`.
 */
export function servedBy(
  {
    features = {},
    scopes = [],
    acrValues = [],
    claims = {},
    jwks,
    enabledJWA = {},
    clientAuthMethods = [],
  }: Configuration,
  extensionGrants: readonly string[],
): Served {
  const algorithms = enabledJWA.idTokenSigningAlgValues ?? [];
  const keys = jwks?.keys ?? developmentKeys;
  return {
    authMethods: new Set(clientAuthMethods),
    grantTypes: new Set([
      'authorization_code',
      'refresh_token',
      ...(features.clientCredentials?.enabled ? ['client_credentials'] : []),
      ...(features.deviceFlow?.enabled ? ['urn:ietf:params:oauth:grant-type:device_code'] : []),
      ...(features.ciba?.enabled ? ['urn:openid:params:grant-type:ciba'] : []),
      ...extensionGrants,
    ]),
    acrValues: new Set(acrValues),
    scopes: new Set([...scopes, ...scopesOfClaims(claims)]),
    signingAlgorithms: algorithms.filter((alg) => keys.some((key) => canSign(key, alg))),
    pushedRequests: features.pushedAuthorizationRequests?.enabled ?? true,
    requestObjects: features.requestObjects?.enabled ?? false,
    signedResponses: features.jwtResponseModes?.enabled ?? false,
    dpop: features.dPoP?.enabled ?? true,
    certificateBoundTokens: Boolean(features.mTLS?.enabled && features.mTLS.certificateBoundAccessTokens),
  };
}

/** A claim with members is a scope that requests them. */
function scopesOfClaims(claims: NonNullable<Configuration['claims']>): string[] {
  return Object.entries(claims).flatMap(([scope, members]) => (members === null ? [] : [scope]));
}

function canSign(
  key: {
    readonly kty?: string | undefined;
    readonly crv?: string | undefined;
    readonly alg?: string | undefined;
    readonly use?: string | undefined;
  },
  alg: string,
): boolean {
  return suits(alg, key) && (key.alg === undefined || key.alg === alg) && key.use !== 'enc';
}
