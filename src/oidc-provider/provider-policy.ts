import {
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  type Client as ProviderClient,
} from 'oidc-provider';
import { profiles } from '../domain/client/profile.ts';
import { registeredOf } from './client-metadata.ts';
import { owes } from './profile-metadata.ts';

export type Features = NonNullable<Configuration['features']>;
type Lifetimes = NonNullable<Configuration['ttl']>;

/** Tokens of a suspended or deleted client are not active (RFC 7662 §2.2). */
export function withoutUnusable({ introspection }: Features): Features {
  if (!introspection?.enabled) return {};
  return {
    introspection: {
      ...introspection,
      allowedPolicy: async (ctx, client, token) => {
        const owner = await ctx.oidc.provider.Client.find(token.clientId ?? '');
        if (owner === undefined) return false;
        if (introspection.allowedPolicy) return introspection.allowedPolicy(ctx, client, token);
        return client.clientAuthMethod !== 'none' || token.clientId === client.clientId;
      },
    },
  };
}

/** A client gets only scopes of a resource server that it is registered with (RFC 7591 §2, RFC 8707). */
export function withinRegisteredScopes({ resourceIndicators }: Features): Features {
  const lookUp = resourceIndicators?.getResourceServerInfo;
  if (lookUp === undefined) return {};
  return {
    resourceIndicators: {
      ...resourceIndicators,
      getResourceServerInfo: async (ctx, resource, client) => {
        const server = await lookUp(ctx, resource, client);
        const registered = registeredOf(client)?.scopes;
        if (registered === undefined) return server;
        const allowed = (server.scope ?? '').split(' ').filter((scope) => registered.includes(scope));
        return { ...server, scope: allowed.join(' ') };
      },
    },
  };
}

/**
 * Longest lifetime in seconds of an authorization code under a profile that limits it (FAPI 2.0 Security Profile §5.3.2.2).
 */
const longestCode = 60;

/**
 * The operator's lifetimes, with shorter codes for clients of such a profile. The default of node-oidc-provider is as short.
 */
export function withShortCodes(ttl: Lifetimes = {}): Lifetimes {
  const { AuthorizationCode: own } = ttl;
  if (own === undefined) return ttl;
  return {
    ...ttl,
    AuthorizationCode: (ctx, code, client) => {
      const seconds = typeof own === 'function' ? own(ctx, code, client) : own;
      const isLimited = owes(registeredOf(client)?.fapiProfile, 'CODE_LIFETIME_60_SECONDS');
      return isLimited ? Math.min(seconds, longestCode) : seconds;
    },
  };
}

/** FAPI 2.0 Security Profile §5.4.1, FAPI 1.0 Part 2 §8.6. */
export function checkAlgorithm(
  algorithm: unknown,
  client: ProviderClient,
  Refusal: typeof errors.InvalidClientAuth | typeof errors.InvalidRequestObject,
): void {
  const profile = registeredOf(client)?.fapiProfile;
  const allowed = profile ? profiles[profile].algorithms.value : null;
  if (allowed !== null && !allowed.includes(String(algorithm))) {
    throw new Refusal(`the profile of the client allows ${allowed.join(', ')}`);
  }
}

/** FAPI 2.0 Security Profile §5.3.2.1-8: the issuer is the one audience. */
export function checkAudience(ctx: KoaContextWithOIDC, { aud }: Readonly<Record<string, unknown>>): void {
  if (ctx.oidc.fapiProfile === '2.0' && aud !== ctx.oidc.issuer) {
    throw new errors.InvalidClientAuth('the audience has to be the issuer identifier');
  }
}

/** Longest validity in seconds of a request object: FAPI 1.0 Part 2 §5.2.2-13, FAPI 2.0 Message Signing §5.3.1. */
const longestRequest = 3600;

/**
 * Request objects must be signed with an algorithm of the client's profile. The operator's check of their claims still runs,
 * or the default of node-oidc-provider if there is none, because this function replaces it.
 */
export function withCheckedRequests(
  own: Features['requestObjects'] = { enabled: true },
): NonNullable<Features['requestObjects']> {
  return {
    ...own,
    assertJwtClaimsAndHeader: async (ctx, claims, header, client) => {
      // A pushed request was checked when it was pushed; plain parameters are stored as an object without a signature.
      if (ctx.oidc.entities.PushedAuthorizationRequest === undefined) {
        checkAlgorithm(header.alg, client, errors.InvalidRequestObject);
      }
      await (own.assertJwtClaimsAndHeader ?? checkClaims)(ctx, claims, header, client);
    },
  };
}

function checkClaims(ctx: KoaContextWithOIDC, claims: Readonly<Record<string, unknown>>): void {
  const isProfiled = ctx.oidc.fapiProfile !== undefined;
  const isOfCiba = ctx.oidc.route === 'backchannel_authentication';
  const needed = [
    ...(isProfiled ? ['exp', 'aud', 'nbf'] : []),
    ...(isOfCiba ? ['exp', 'iat', 'nbf', 'jti'] : []),
  ];
  for (const claim of needed) {
    if (claims[claim] !== undefined) continue;
    throw new errors.InvalidRequestObject(`Request Object is missing the '${claim}' claim`);
  }
  const seconds = Number(claims.exp) - Number(claims.nbf);
  if (isProfiled && !(seconds > 0 && seconds <= longestRequest)) {
    throw new errors.InvalidRequestObject(`Request Object 'exp' claim too far from 'nbf' claim`);
  }
}
