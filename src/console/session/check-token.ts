import { decodeJwt, type JWTPayload } from 'jose';
import type { CombinedError } from 'urql';
import { OAuthClientsDocument } from '../document.ts';
import { errorCodeOf } from '../error-code.ts';
import { openClient } from './gateway-client.ts';

/** Why a token, or the code of a link, did not sign in. */
export type SignInProblem =
  | { readonly kind: 'empty' | 'no-jwt' | 'refused' | 'declined' | 'code' }
  | { readonly kind: 'expired'; readonly at: Date }
  | { readonly kind: 'failed'; readonly error: CombinedError };

/**
 * Asks the gateway whether it takes a token, with the cheapest query there is. Only its answer counts: the claims are read
 * to say more about a refusal, and the clock of this machine may be wrong.
 */
export async function checkToken(token: string): Promise<SignInProblem | undefined> {
  if (token === '') return { kind: 'empty' };
  const claims = readClaims(token);
  if (claims === undefined) return { kind: 'no-jwt' };
  const client = openClient({ token }, () => {});
  const { error } = await client.query(OAuthClientsDocument, { first: 1, withTotal: false }).toPromise();
  if (error === undefined) return undefined;
  if (errorCodeOf(error) !== 'UNAUTHENTICATED') return { kind: 'failed', error };
  const end = endOf(claims);
  return end !== undefined && end.getTime() <= Date.now()
    ? { kind: 'expired', at: end }
    : { kind: 'refused' };
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
