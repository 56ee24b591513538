import * as client from 'openid-client';
import { browse } from './browser.ts';

/** A client of an authorization server, on loopback without TLS. */
export async function relyingParty(
  issuer: string,
  clientId: string,
  authentication?: client.ClientAuth,
  metadata: Partial<client.ClientMetadata> = {},
  { hasSignedResponses = false }: { readonly hasSignedResponses?: boolean } = {},
): Promise<client.Configuration> {
  return client.discovery(new URL(issuer), clientId, metadata, authentication, {
    execute: [client.allowInsecureRequests, ...(hasSignedResponses ? [client.useJwtResponseMode] : [])],
  });
}

export interface LoginOptions {
  readonly redirectUri: string;
  /** Default: `openid`. */
  readonly scope?: string;
  /** Whether the request is pushed (RFC 9126). */
  readonly isPushed?: boolean;
  /** Signs the request (RFC 9101). */
  readonly signedWith?: client.CryptoKey;
  readonly dpop?: client.DPoPHandle;
  /** Further parameters of the authorization request. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Logs alice in and gets tokens: the authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636). */
export async function logIn(
  configuration: client.Configuration,
  { redirectUri, scope = 'openid', isPushed = false, signedWith, dpop, parameters }: LoginOptions,
) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  // Without an ID token no claim can contain it.
  const nonce = scope.split(' ').includes('openid') ? client.randomNonce() : undefined;
  const request = {
    redirect_uri: redirectUri,
    scope,
    state,
    ...(nonce === undefined ? {} : { nonce }),
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  };
  const options = dpop === undefined ? {} : { DPoP: dpop };
  const url = await requestUrl(configuration, request, { isPushed, signedWith, options });
  const answer = await browse(url, redirectUri);
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: state,
    ...(nonce === undefined ? {} : { expectedNonce: nonce }),
  };
  return client.authorizationCodeGrant(configuration, answer, checks, undefined, options);
}

async function requestUrl(
  configuration: client.Configuration,
  request: Record<string, string>,
  {
    isPushed,
    signedWith,
    options,
  }: {
    readonly isPushed: boolean;
    readonly signedWith: client.CryptoKey | undefined;
    readonly options: client.DPoPOptions;
  },
): Promise<URL> {
  const signed =
    signedWith && (await client.buildAuthorizationUrlWithJAR(configuration, request, signedWith));
  if (!isPushed) return signed ?? client.buildAuthorizationUrl(configuration, request);
  const pushed = signed ? Object.fromEntries(signed.searchParams) : request;
  return client.buildAuthorizationUrlWithPAR(configuration, pushed, options);
}
