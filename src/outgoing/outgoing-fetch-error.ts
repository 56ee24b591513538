/** A request that was not sent, or whose response was given up. The message contains a host at most. */
export class OutgoingFetchError extends Error {
  override readonly name = 'OutgoingFetchError';
}
