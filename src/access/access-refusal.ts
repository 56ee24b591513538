import type { Actor } from '../registration/actor.ts';
import { challengeOf } from '../registration/error-catalogue.ts';

/** A call that goes no further: nobody known is calling, or not for a tenant that is theirs. */
export class AccessRefusal extends Error {
  override readonly name = 'AccessRefusal';
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN';
  /** Whether there was a token at all; RFC 6750 §3.1 names no error where there was none. */
  readonly hadToken: boolean;
  /** Who called, where that is known: in the tenant of its token. */
  readonly actor: Actor | undefined;

  /** @param reason for the log of the operator: the caller is not told. It holds no part of the token. */
  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN', hadToken: boolean, reason: string, actor?: Actor) {
    super(reason);
    this.code = code;
    this.hadToken = hadToken;
    this.actor = actor;
  }

  /** The value of `WWW-Authenticate` (RFC 6750 §3). */
  get challenge(): string {
    return this.hadToken ? challengeOf(this.code) : 'Bearer';
  }
}
