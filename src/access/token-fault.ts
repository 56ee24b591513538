import { errors } from 'jose';

/**
 * The check that a token failed, as the caller is told it. A text contains neither a value of the token nor one of the
 * configuration, and only characters that `error_description` may have (RFC 6750 §3).
 */
export const tokenFaults = {
  MALFORMED: 'The token is not a valid signed JWT.',
  ALGORITHM_NOT_ACCEPTED: 'The signature algorithm of the token is not accepted.',
  UNKNOWN_KEY: 'The token is signed with an unknown key.',
  WRONG_SIGNATURE: 'The signature of the token is wrong.',
  EXPIRED: 'The token has expired.',
  NOT_YET_VALID: 'The token is not valid yet.',
  NO_EXPIRY: 'The token has no valid expiry (exp).',
  NO_SUBJECT: 'The token has no valid subject (sub).',
  WRONG_ISSUER: 'The token has the wrong issuer (iss).',
  WRONG_AUDIENCE: 'The token has the wrong audience (aud).',
  WRONG_TYPE: 'The token is not an access token (typ).',
  KEY_BOUND: 'The token is bound to a key (cnf). Only bearer tokens are accepted.',
} as const;

export type TokenFault = keyof typeof tokenFaults;

/** A token is not one that this server accepts. */
export class TokenFaultError extends Error {
  override readonly name = 'TokenFaultError';
  readonly fault: TokenFault;

  constructor(fault: TokenFault) {
    super(tokenFaults[fault]);
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
  // A key of the set that cannot be imported verifies nothing.
  if (!(error instanceof errors.JOSEError)) return 'UNKNOWN_KEY';
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (claim === 'nbf' && reason === 'check_failed') return 'NOT_YET_VALID';
    return faultByClaim[claim] ?? 'MALFORMED';
  }
  return faultByCode[error.code] ?? 'MALFORMED';
}
