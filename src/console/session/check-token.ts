import { decodeJwt, type JWTPayload } from 'jose';
import type { CombinedError } from 'urql';
import { OAuthClientsDocument } from '../document.ts';
import { errorCodeOf, tokenFaultOf } from '../error-code.ts';
import { openClient } from './gateway-client.ts';

/** Why a token, or the code of a link, did not sign in. */
export type SignInProblem =
  | { readonly kind: 'empty' | 'no-jwt' | 'declined' | 'code' }
  | { readonly kind: 'refused'; readonly fault: string | undefined }
  | { readonly kind: 'expired'; readonly at: Date }
  | { readonly kind: 'failed'; readonly error: CombinedError };

/**
 * Asks the gateway whether it takes a token, with the cheapest query there is. Only its answer counts: the claims are read
 * to say when the token expired.
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

/** What a token says of its bearer; `undefined` when it is no JWT. Nothing here verifies it: the gateway does. */
export function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

/** When a token ends; `undefined` when it does not say, or names a moment beyond all calendars, as one in milliseconds does. */
export function endOf({ exp }: JWTPayload): Date | undefined {
  if (typeof exp !== 'number') return undefined;
  const end = new Date(exp * 1000);
  return Number.isNaN(end.getTime()) ? undefined : end;
}
