/** What a route gets of its request, after the caller is known. */
export interface RestRequest {
  /** The variable steps of the path, decoded: `client_id`, `secret_id`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** `If-Match`, if there is one. */
  readonly ifMatch: string | undefined;
  /** `Idempotency-Key`, if there is one. */
  readonly idempotencyKey: string | undefined;
  /** The body as text; `undefined` when there is none, or none in UTF-8. */
  readonly body: string | undefined;
}

/**
 * The version that `If-Match` names (RFC 9110 §13.1.1); `undefined` for none and for `*`. Of several, only the newest can
 * be the stored one, because versions only grow. What is no entity tag of ours gives 0, which no client ever has.
 */
export function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const versions = ifMatch.split(',').map((tag) => Number(/^"([1-9]\d{0,8})"$/.exec(tag.trim())?.[1] ?? 0));
  return Math.max(...versions);
}

/** The entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}
