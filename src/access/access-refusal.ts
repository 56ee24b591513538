/** A call that goes no further: nobody known is calling, or not for a tenant that is theirs. */
export class AccessRefusal extends Error {
  override readonly name = 'AccessRefusal';
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN';
  /** Whether there was a token at all; RFC 6750 §3.1 names no error where there was none. */
  readonly hadToken: boolean;

  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN', hadToken: boolean) {
    super(code);
    this.code = code;
    this.hadToken = hadToken;
  }

  /** The value of `WWW-Authenticate` (RFC 6750 §3). */
  get challenge(): string {
    if (!this.hadToken) return 'Bearer';
    return `Bearer error="${this.code === 'FORBIDDEN' ? 'insufficient_scope' : 'invalid_token'}"`;
  }
}
