/** A request that was not sent, or whose response was discarded. The message contains at most a host. */
export class OutgoingFetchError extends Error {
  override readonly name = 'OutgoingFetchError';
}
