import { fairShare, type ShareLimits } from './fair-share.ts';
import type { RequestEnd } from './request-end.ts';

/**
 * Limits of lists, counts and searches. The longest wait plus the time limit of a search stays below the limit of a request,
 * and below the time after which a replica counts as unresponsive: a tenant with too many searches must not make the replica
 * look broken.
 */
export const searchShare: ShareLimits = { total: 6, perTenant: 2, maxWaiting: 200, maxWait: 5000 };

/** The request of a list, count or search. */
export interface Reader {
  /** Aborted when the response was sent or the caller disconnected. */
  readonly signal?: RequestEnd | undefined;
  /** Receives the milliseconds of each list, count or search, to charge the caller. */
  readonly onSpent?: ((milliseconds: number) => void) | undefined;
  /**
   * Called when the turn of a list, count or search has come: all fields of a request wait at once, and others of them may have
   * been answered meanwhile. It throws when the request has read too much.
   */
  readonly onRead?: (() => void) | undefined;
}

/**
 * Runs a list, count or search of a tenant when it is its turn.
 *
 * @throws {DatabaseOverloaded} and what `reader.onRead` throws.
 */
export type SearchInTurn = <Result>(
  tenantId: string,
  reader: Reader | undefined,
  work: () => Promise<Result>,
) => Promise<Result>;

export function searchesInTurn(limits = searchShare): SearchInTurn {
  const inTurn = fairShare(limits);
  return (tenantId, reader, work) =>
    inTurn(
      tenantId,
      async () => {
        reader?.onRead?.();
        const startedAt = performance.now();
        try {
          return await work();
        } finally {
          reader?.onSpent?.(performance.now() - startedAt);
        }
      },
      reader?.signal,
    );
}
