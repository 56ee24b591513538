import type {
  AccessToken,
  ClientCredentials,
  Configuration,
  KoaContextWithOIDC,
  Client as ProviderClient,
  RefreshToken,
} from 'oidc-provider';
import { type Registered, registeredOf } from './client-metadata.ts';

type Lifetimes = NonNullable<Configuration['ttl']>;
type Lifetime<Token> = number | ((ctx: KoaContextWithOIDC, token: Token, client: ProviderClient) => number);
type LifetimeField = 'accessTokenLifetime' | 'refreshTokenLifetime' | 'idTokenLifetime';

/**
 * The operator's lifetimes in seconds, and those of a client where it has its own. The others are the defaults of
 * node-oidc-provider, which cannot be read.
 */
export function withRegisteredLifetimes(ttl: Lifetimes = {}): Lifetimes {
  return {
    ...ttl,
    AccessToken: registeredOr('accessTokenLifetime', ttl.AccessToken ?? ofResource(3600)),
    ClientCredentials: registeredOr('accessTokenLifetime', ttl.ClientCredentials ?? ofResource(600)),
    RefreshToken: registeredOr('refreshTokenLifetime', ttl.RefreshToken ?? defaultRefreshToken),
    IdToken: registeredOr('idTokenLifetime', ttl.IdToken ?? 3600),
  };
}

function registeredOr<Token>(field: LifetimeField & keyof Registered, own: Lifetime<Token>) {
  return (ctx: KoaContextWithOIDC, token: Token, client: ProviderClient): number =>
    registeredOf(client)?.[field] ?? (typeof own === 'function' ? own(ctx, token, client) : own);
}

/** The lifetime that the resource server of the token sets, if any. */
function ofResource(seconds: number) {
  return (_ctx: KoaContextWithOIDC, { resourceServer }: AccessToken | ClientCredentials): number =>
    resourceServer?.accessTokenTTL || seconds;
}

const fourteenDays = 1_209_600;

/** A rotated token of a public web client that is not bound to a key ends when the first one would have. */
function defaultRefreshToken(ctx: KoaContextWithOIDC, token: RefreshToken, client: ProviderClient): number {
  const rotated = ctx?.oidc?.entities.RotatedRefreshToken;
  const isPublicWeb = client.applicationType === 'web' && client.clientAuthMethod === 'none';
  return rotated && isPublicWeb && !token.isSenderConstrained() ? rotated.remainingTTL : fourteenDays;
}
