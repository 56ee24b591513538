import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { TokenFaultError } from './token-fault.ts';

/** The type of an access token (RFC 9068 §2.1). */
const accessTokenType = 'at+jwt';

/**
 * Claims that only other kinds of tokens have, for kinds that do not always have a `typ` of their own: hashes and the nonce of an ID token
 * (OpenID Connect Core §2, §3.3.2.11), events of a logout token or another security event (RFC 8417 §2.2), and the request
 * of a DPoP proof (RFC 9449 §4.2).
 */
const claimsOfOthers = ['at_hash', 'c_hash', 's_hash', 'nonce', 'events', 'htm', 'htu'];

/**
 * Refuses a token that was not issued as a bearer access token. Such a token may have our audience: the audience of an ID
 * token or a logout token is a `client_id`.
 *
 * A `typ` must be `at+jwt` (RFC 9068 §4), or, unless `required` is set, `JWT` or absent; other types are for other uses (RFC
 * 8725 §3.11). Without `at+jwt`, claims that only other kinds of tokens have decide (RFC 8725 §3.12).
 *
 * @param required whether only `at+jwt` is accepted.
 * @throws {TokenFaultError} WRONG_TYPE. KEY_BOUND for a token with `cnf`: no proof of its key is checked here, so a thief
 *   could use it (RFC 9449 §7.2, RFC 8705 §3).
 */
export function requireAccessToken(header: JWTHeaderParameters, claims: JWTPayload, required: boolean): void {
  if (claims.cnf !== undefined) throw new TokenFaultError('KEY_BOUND');
  const type = typeOf(header);
  if (type === accessTokenType) return;
  const isOther = type !== 'jwt' || claimsOfOthers.some((name) => claims[name] !== undefined);
  if (required || isOther) throw new TokenFaultError('WRONG_TYPE');
}

/**
 * In lower case and without `application/`, which may be omitted (RFC 7515 §4.1.9); `jwt` if absent. `undefined` if it is not a
 * string: a list such as `["at+jwt"]` would become the text of its item.
 */
function typeOf({ typ = 'jwt' }: JWTHeaderParameters): string | undefined {
  const given: unknown = typ;
  return typeof given === 'string' ? given.toLowerCase().replace(/^application\//, '') : undefined;
}
