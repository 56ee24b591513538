/**
 * The end of the request that a statement belongs to: its response was sent, or its caller is gone. It is the part of an
 * `AbortSignal` that statements need, so that the server can give them something that costs less to create.
 */
export interface RequestEnd {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
