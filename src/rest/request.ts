import type { Issue } from '../domain/error/issue.ts';
import type { Context } from '../graphql/context.ts';
import { versionsOf } from './if-match.ts';
import { loadOperation } from './operation.ts';

const readVersion = loadOperation<{ readonly oauthClient: { readonly version: number } | null }>(
  'oauth-client',
);

/** What a route gets of a request whose caller is authenticated. */
export interface RestRequest {
  /** The variable steps of the path, decoded: `client_id`, `secret_id`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** `If-Match`, if there is one. */
  readonly ifMatch: string | undefined;
  /** `Idempotency-Key`, if there is one. */
  readonly idempotencyKey: string | undefined;
  /** The body as text; `undefined` if it is absent or not UTF-8. */
  readonly body: string | undefined;
}

/** The context of an operation with further issues of its request. */
export function withUnreadable(context: Context, unreadable: readonly Issue[]): Context {
  return { ...context, unreadable: [...context.unreadable, ...unreadable] };
}

/**
 * The version that `If-Match` asks for (RFC 9110 §13.1.1); `undefined` for none, for `*`, and for a field of another form, whose
 * issue refuses the request. Any other tag gives version 0, which matches no client. Of several, the stored one if it is among
 * them.
 */
async function expectedVersion(
  context: Context,
  { ifMatch, parameters }: RestRequest,
): Promise<number | undefined> {
  const versions = (ifMatch === undefined ? undefined : versionsOf(ifMatch)) ?? [];
  if (versions.length < 2) return versions[0];
  const { oauthClient } = await readVersion(
    { ...context, unreadable: [] },
    { clientId: parameters.client_id },
  );
  return versions.find((version) => version === oauthClient?.version) ?? 0;
}

/** The entity tag of a version (RFC 9110 §8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** The client of the path and the version of `If-Match`, as inputs of mutations. */
export async function targetOf(context: Context, request: RestRequest) {
  return {
    clientId: request.parameters.client_id,
    expectedVersion: await expectedVersion(context, request),
  };
}
