import { errors } from 'jose';
import type { Localized } from '../domain/error/language.ts';

/**
 * The failed check of a token. The messages contain no value of the token or of the configuration, and the English ones
 * only characters that `error_description` may have (RFC 6750 §3).
 */
export const tokenFaults = {
  MALFORMED: { en: 'The token is not a valid signed JWT.', zh: '令牌不是有效的签名 JWT。' },
  ALGORITHM_NOT_ACCEPTED: {
    en: 'The signature algorithm of the token is not accepted.',
    zh: '不支持令牌的签名算法。',
  },
  UNKNOWN_KEY: { en: 'The token is signed with an unknown key.', zh: '找不到验证令牌签名的公钥。' },
  WRONG_SIGNATURE: { en: 'The signature of the token is wrong.', zh: '令牌的签名不正确。' },
  EXPIRED: { en: 'The token has expired.', zh: '令牌已过期。' },
  NOT_YET_VALID: { en: 'The token is not valid yet.', zh: '令牌尚未生效。' },
  NO_EXPIRY: { en: 'The token has no valid expiry (exp).', zh: '令牌没有有效的过期时间（exp）。' },
  NO_SUBJECT: { en: 'The token has no valid subject (sub).', zh: '令牌没有有效的主体（sub）。' },
  WRONG_ISSUER: { en: 'The token has the wrong issuer (iss).', zh: '令牌的签发者（iss）不正确。' },
  WRONG_AUDIENCE: { en: 'The token has the wrong audience (aud).', zh: '令牌的受众（aud）不正确。' },
  WRONG_TYPE: { en: 'The token is not an access token (typ).', zh: '令牌不是访问令牌（typ）。' },
  KEY_BOUND: {
    en: 'The token is bound to a key (cnf). Only bearer tokens are accepted.',
    zh: '令牌与公钥绑定（cnf），只接受 Bearer 令牌。',
  },
} as const satisfies Record<string, Localized>;

export type TokenFault = keyof typeof tokenFaults;

/** This server does not accept the token. */
export class TokenFaultError extends Error {
  override readonly name = 'TokenFaultError';
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super(tokenFaults[fault].en);
    this.fault = fault;
  }
}

const faultByCode: Readonly<Record<string, TokenFault>> = {
  [errors.JOSEAlgNotAllowed.code]: 'ALGORITHM_NOT_ACCEPTED',
  [errors.JOSENotSupported.code]: 'ALGORITHM_NOT_ACCEPTED',
  [errors.JWKSNoMatchingKey.code]: 'UNKNOWN_KEY',
  [errors.JWSSignatureVerificationFailed.code]: 'WRONG_SIGNATURE',
  [errors.JWTExpired.code]: 'EXPIRED',
};

const faultByClaim: Readonly<Record<string, TokenFault>> = {
  iss: 'WRONG_ISSUER',
  aud: 'WRONG_AUDIENCE',
  exp: 'NO_EXPIRY',
};

/** The failed check for an error of the verification. */
export function tokenFaultOf(error: Error): TokenFault {
  if (error instanceof TokenFaultError) return error.fault;
  // A key of the set that cannot be imported verifies no token.
  if (!(error instanceof errors.JOSEError)) return 'UNKNOWN_KEY';
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (claim === 'nbf' && reason === 'check_failed') return 'NOT_YET_VALID';
    return faultByClaim[claim] ?? 'MALFORMED';
  }
  return faultByCode[error.code] ?? 'MALFORMED';
}
