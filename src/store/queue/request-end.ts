/**
 * The end of the request that a statement belongs to: its response was sent, or its caller has disconnected. It is the
 * part of an `AbortSignal` that statements need, so that the server can pass an object that is cheaper to create.
 */
export interface RequestEnd {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
