import type { Actor } from '../domain/actor.ts';
import { bearerChallenge, challengeOf } from '../domain/error/error-catalogue.ts';
import { type TokenFault, tokenFaults } from './token-fault.ts';

interface AccessDetails {
  /** The failed check of the token; absent if the request has no bearer token. */
  readonly fault?: TokenFault;
  /** The caller in the tenant of its token, if the token is valid. */
  readonly actor?: Actor;
}

/** A rejected request: unauthenticated, or for a tenant the caller may not use. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN';
  readonly fault: TokenFault | undefined;
  readonly actor: Actor | undefined;

  /** @param reason for the log of the operator; it contains no part of the token. */
  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN', reason: string, { fault, actor }: AccessDetails = {}) {
    super(reason);
    this.code = code;
    this.fault = fault;
    this.actor = actor;
  }

  /**
   * The value of `WWW-Authenticate` (RFC 6750 §3). Without a bearer token it has no error (§3.1); for an invalid one
   * `error_description` names the check that failed.
   */
  get challenge(): string {
    if (this.code === 'FORBIDDEN') return challengeOf(this.code);
    return this.fault
      ? `${challengeOf(this.code)}, error_description="${tokenFaults[this.fault].en}"`
      : bearerChallenge;
  }
}
