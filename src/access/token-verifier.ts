import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import type { Config } from '../config.ts';
import type { Actor } from '../domain/actor.ts';
import { AccessError } from './access-error.ts';
import { actorOf } from './claims.ts';
import { KeySetUnavailable } from './key-set-unavailable.ts';
import { TokenFaultError, tokenFaultOf } from './token-fault.ts';
import { requireAccessToken } from './token-type.ts';
import type { TrustedKeys } from './trusted-key.ts';
import { rememberVerified } from './verified-token.ts';

/**
 * Asymmetric algorithms only: with HMAC, anyone with the public key could sign (RFC 8725 §3.1); `none` is not a signature.
 */
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'Ed25519',
  'EdDSA',
];

/** Seconds by which the clocks of issuer and verifier may differ. */
const clockToleranceSeconds = 30;

interface CallerHeaders {
  readonly authorization: string | undefined;
  /** `X-Tenant-ID`. */
  readonly tenantId: string | undefined;
}

/**
 * Verifies a bearer token and returns its actor.
 *
 * @throws {AccessError} UNAUTHENTICATED without a valid token, FORBIDDEN without a tenant.
 * @throws {KeySetUnavailable} if the token could not be verified.
 */
export type Authenticate = (headers: CallerHeaders) => Promise<Actor>;

export function createAuthenticate(
  config: Pick<Config, 'issuer' | 'audience' | 'tokenType'>,
  keys: TrustedKeys,
  now: () => Date,
): Authenticate {
  const isTypeRequired = config.tokenType !== undefined;
  const options = {
    algorithms,
    issuer: config.issuer,
    audience: config.audience,
    requiredClaims: ['exp'],
    clockTolerance: clockToleranceSeconds,
  };
  const verifyOnce = rememberVerified(
    async (token) => {
      const verified = await verify(token, keys.find, { ...options, currentDate: now() });
      requireAccessToken(verified.protectedHeader, verified.payload, isTypeRequired);
      return verified.payload;
    },
    keys,
    ({ exp = 0, nbf = 0 }) => isBetween(nbf, exp, now()),
  );
  return async ({ authorization, tenantId }) => {
    const token = bearerTokenOf(authorization);
    return actorOf(await verifyOnce(token).catch(refuseToken), tenantId);
  };
}

/** Whether a verified token is still valid (RFC 7519 §4.1.4, §4.1.5). */
function isBetween(notBefore: number, expiry: number, now: Date): boolean {
  const seconds = Math.floor(now.getTime() / 1000);
  return notBefore <= seconds + clockToleranceSeconds && expiry > seconds - clockToleranceSeconds;
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return verifyWithAny(token, error, options);
  }
}

/** A token need not name its key (RFC 7515 §4.1.4). Each key that fits its algorithm is tried. */
async function verifyWithAny(token: string, keys: AsyncIterable<CryptoKey>, options: JWTVerifyOptions) {
  for await (const key of keys) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

const tokenShape = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * RFC 6750 §2.1: the scheme in any letter case, one or more spaces, and a token. A request with another scheme counts
 * as one without a token (§3.1: an unsupported authentication method gets no error).
 */
function bearerTokenOf(authorization = ''): string {
  const [, scheme = '', credentials = ''] = /^([^ ]*) *(.*)$/s.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'bearer') throw new AccessError('UNAUTHENTICATED', 'no bearer token');
  if (!tokenShape.test(credentials)) return refuseToken(new TokenFaultError('MALFORMED'));
  return credentials;
}

/** An invalid token is an error of the caller; a key set that cannot be fetched is not. */
function refuseToken(error: unknown): never {
  if (!(error instanceof Error) || error instanceof KeySetUnavailable) throw error;
  const fault = tokenFaultOf(error);
  throw new AccessError('UNAUTHENTICATED', fault, { fault });
}
