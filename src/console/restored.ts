import { useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** Says that a deleted client is back, which a list that is open does not know. */
export function tellRestored(): void {
  count += 1;
  for (const listener of listeners) listener();
}

/** How often that was said. */
export function useRestorations(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => count,
  );
}
