import { decodeJwt, type JWTPayload } from 'jose';
import type { CombinedError } from 'urql';
import { OAuthClientsDocument } from '../document.ts';
import { errorCodeOf, tokenFaultOf } from '../error-code.ts';
import { openClient } from './gateway-client.ts';

/** The reason why a token, or the code of a link, did not sign in. */
export type SignInProblem =
  | { readonly kind: 'empty' | 'no-jwt' | 'declined' | 'code' }
  | { readonly kind: 'refused'; readonly fault: string | undefined }
  | { readonly kind: 'expired'; readonly at: Date }
  | { readonly kind: 'failed'; readonly error: CombinedError };

/**
 * Checks on the gateway whether a token is accepted, with the cheapest query. Only the response decides: the claims are read
 * only to show when the token expired.
 */
export async function checkToken(token: string): Promise<SignInProblem | undefined> {
  if (token === '') return { kind: 'empty' };
  const claims = readClaims(token);
  if (claims === undefined) return { kind: 'no-jwt' };
  const client = openClient({ token }, () => {});
  const { error } = await client.query(OAuthClientsDocument, { first: 1, withTotal: false }).toPromise();
  if (error === undefined) return undefined;
  if (errorCodeOf(error) !== 'UNAUTHENTICATED') return { kind: 'failed', error };
  const [fault, end] = [tokenFaultOf(error), endOf(claims)];
  return fault === 'EXPIRED' && end ? { kind: 'expired', at: end } : { kind: 'refused', fault };
}

/** The claims of a token; `undefined` if it is not a JWT. They are not verified here, but by the gateway. */
export function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** The expiry of a token; `undefined` if it has none, or one out of range, as a time in milliseconds has. */
export function endOf({ exp }: JWTPayload): Date | undefined {
  if (typeof exp !== 'number') return undefined;
  const end = new Date(exp * 1000);
  return Number.isNaN(end.getTime()) ? undefined : end;
}
