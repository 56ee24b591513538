/** The key set that verifies tokens cannot be fetched, so no token can be accepted or refused. The message contains a host at most. */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';

  /** @param failure of the request for the set, or of reading it. */
  constructor(failure: Error) {
    super(failure.message, { cause: failure.cause });
  }
}

/** What the caller is told, with status 503. */
export const keySetUnavailable = {
  message: 'Tokens cannot be verified now because the key set of their issuer cannot be fetched; try again.',
  reason: 'KEY_SET_UNAVAILABLE',
} as const;
