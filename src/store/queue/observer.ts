/** Receives measurements of batched statements. */
export interface StatementObserver {
  /** A queue was created; `waiting` returns its length. */
  queue(name: string, waiting: () => number): void;
  /** A batched statement was sent for `size` calls. */
  batch(name: string, size: number): void;
}

export const noObserver: StatementObserver = { queue: () => {}, batch: () => {} };
