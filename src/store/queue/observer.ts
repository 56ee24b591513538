/** Receives measurements of the shared statements. */
export interface StatementObserver {
  /** A queue came to be; `waiting` tells how many wait in it. */
  queue(name: string, waiting: () => number): void;
  /** A statement left that so many share. */
  batch(name: string, size: number): void;
}

export const noObserver: StatementObserver = { queue: () => {}, batch: () => {} };
