import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DevelopmentClaims } from './development-issuer.ts';

/** Minutes in which a code can be exchanged. */
export const codeMinutes = 10;

/** Codes kept at a time; issuing another one discards the oldest. */
const maxCodes = 100;

/**
 * Codes that the console exchanges for a token of the development issuer, each once. A used link in the history of a browser
 * is worthless, and others cannot create a link that signs a visitor in, because only this process issues codes.
 */
export interface SignInCodes {
  /** @returns a code of 128 random bits, in base64url. */
  readonly issue: (claims: DevelopmentClaims) => string;
  /** @returns the claims that the code was issued with; `undefined` for a code that is unknown, used or expired. */
  readonly redeem: (code: string) => DevelopmentClaims | undefined;
}

interface IssuedCode {
  /** SHA-256. The code itself is not kept. */
  readonly digest: Buffer;
  readonly claims: DevelopmentClaims;
  readonly expiresAt: number;
}

export function createSignInCodes(now: () => Date): SignInCodes {
  let issued: readonly IssuedCode[] = [];
  return {
    issue: (claims) => {
      const code = randomBytes(16).toString('base64url');
      const expiresAt = now().getTime() + codeMinutes * 60_000;
      issued = [...issued, { digest: digestOf(code), claims, expiresAt }].slice(-maxCodes);
      return code;
    },
    redeem: (code) => {
      const time = now().getTime();
      const digest = digestOf(code);
      issued = issued.filter(({ expiresAt }) => expiresAt > time);
      const found = issued.find((one) => timingSafeEqual(one.digest, digest));
      issued = issued.filter((one) => one !== found);
      return found?.claims;
    },
  };
}

function digestOf(code: string): Buffer {
  return hash('sha256', code, 'buffer');
}
