import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextIteration } from 'node:timers/promises';

/** Requests of one connection that are received and not answered; beyond them the gateway stops reading the connection. */
const maxInFlight = 8;

interface Waiting {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Turns {
  readonly add: (waiting: Waiting) => void;
  /** Calls `last` when every complete request before it is answered; no request is handled after it. */
  readonly end: (last: () => void) => void;
  /** Reads once from a connection that is not read, to notice whether the caller has closed it. */
  readonly readOnce: () => Promise<void>;
}

const turnsOf = new WeakMap<Socket, Turns>();

/**
 * Handles the requests of each connection one after another: RFC 9112 §9.3.2 allows pipelined requests to run in parallel
 * only where all are safe, and one connection then holds one response in memory, however many requests were sent on it.
 * Node alone starts all requests of a chunk of 64 KiB at once: 380 requests for 3.8 MB held 2.4 GB.
 */
export function handleInTurn(server: Server, handle: RequestListener): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const turns = turnsOf.get(socket) ?? openTurns(socket, handle);
    turnsOf.set(socket, turns);
    turns.add({ request, response });
  });
}

/** Calls `last` when every complete request of the connection is answered, at once if there is none. */
export function afterRequests(socket: Socket, last: () => void): void {
  const turns = turnsOf.get(socket);
  if (turns && socket.writable) turns.end(last);
  else last();
}

/**
 * Whether the caller has closed its connection. 500 callers that sent eight requests each and left made others of the same actor
 * wait for 18 s, because a connection with eight requests is not read, so that its end was not noticed.
 */
export async function isGone({ socket }: ServerResponse): Promise<boolean> {
  if (!socket) return false;
  await turnsOf.get(socket)?.readOnce();
  return !socket.writable;
}

function openTurns(socket: Socket, handle: RequestListener): Turns {
  const waiting: Waiting[] = [];
  let current: IncomingMessage | undefined;
  let latest: Waiting | undefined;
  let last: (() => void) | undefined;
  let isReadingOnce = false;
  const isFull = () => waiting.length + (current ? 1 : 0) >= maxInFlight;

  function start(one: Waiting): void {
    if (!socket.writable) {
      dropAll(one);
      return;
    }
    const { request, response } = one;
    current = request;
    response.once('close', next);
    handle(request, response);
  }

  function next(): void {
    current = undefined;
    const following = waiting.shift();
    if (following) {
      current = following.request;
      // Without this, they would all run before the event loop reads another connection: 380 requests stopped it for 40 seconds.
      setImmediate(start, following);
    } else last?.();
    if (!isFull()) socket.resume();
  }

  /**
   * After `Connection: close`, or when the caller is gone, the rest is neither executed nor answered. Node closes only the
   * response that is being written.
   */
  function dropAll(first: Waiting): void {
    current = undefined;
    for (const { response } of [first, ...waiting.splice(0)]) response.emit('close');
  }

  // Node resumes a connection by itself when its own buffers have drained.
  socket.on('resume', () => {
    if (isFull() && !isReadingOnce) socket.pause();
  });

  return {
    add(one) {
      if (last) return;
      latest = one;
      if (current) waiting.push(one);
      else start(one);
      if (isFull()) socket.pause();
    },
    end(given) {
      // The bytes that could not be read belong to the last request, which then never becomes complete.
      if (waiting.at(-1)?.request.complete === false) waiting.pop()?.response.emit('close');
      // It was answered without its body: a second response would be taken for that of another request.
      if (latest?.request.complete === false && latest.response.headersSent) {
        last = () => {};
        closeAfter(latest.response, socket);
        return;
      }
      const isNow = !current?.complete;
      last = isNow ? () => {} : given;
      if (isNow) given();
    },
    async readOnce() {
      // A read may contain further requests, so the connection of a caller that sends more than eight is not read again.
      if (!socket.isPaused() || waiting.length >= maxInFlight) return;
      isReadingOnce = true;
      socket.resume();
      await nextIteration();
      await nextIteration();
      isReadingOnce = false;
      if (isFull()) socket.pause();
    },
  };
}

function closeAfter(response: ServerResponse, socket: Socket): void {
  if (response.closed) socket.destroy();
  else response.once('close', () => socket.destroy());
}
