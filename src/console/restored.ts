import { useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** Reports that a deleted client was restored, for open lists. */
export function tellRestored(): void {
  count += 1;
  for (const listener of listeners) listener();
}

/** Number of reports. */
export function useRestorations(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => count,
  );
}
