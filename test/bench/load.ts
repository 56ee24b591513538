import { connect } from 'node:net';

/** One request of a caller. */
interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** JSON; ASCII only. */
  readonly body?: string;
}

/** The calls that callers repeat. */
export interface Errand {
  readonly request: (call: number) => WireRequest;
  /** Whether the whole response, status line and body, is the expected one. */
  readonly isRight: (answer: string, call: number) => boolean;
}

export interface LoadOptions {
  /** Base URLs; callers are spread over them. */
  readonly urls: readonly string[];
  readonly token: string;
  readonly callers: number;
  /** Stops after this time or this number of calls. */
  readonly seconds?: number;
  readonly calls?: number;
}

export interface LoadResult {
  readonly calls: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Each run has different calls, so that no two registrations are equal. */
let nextCall = 0;

/**
 * Callers send requests, each one after the response to the previous one, over a separate connection. It supports only
 * the part of HTTP/1.1 that the gateway uses: the load shares the processor with the gateway, and a general client
 * costs three times as much.
 *
 * @throws if a response is not the expected one, with its beginning.
 */
export async function load(errand: Errand, options: LoadOptions): Promise<LoadResult> {
  const { urls, callers, seconds = Number.POSITIVE_INFINITY, calls = Number.POSITIVE_INFINITY } = options;
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const goesOn = () => performance.now() < end && times.length < calls;
  const work = Array.from({ length: callers }, (_, index) =>
    runCaller(errand, urls[index % urls.length] ?? '', options.token, times, goesOn),
  );
  await Promise.all(work);
  const elapsed = (performance.now() - start) / 1000;
  times.sort((one, other) => one - other);
  const part = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { calls: times.length, perSecond: times.length / elapsed, p50: part(0.5), p99: part(0.99) };
}

function runCaller(
  { request, isRight }: Errand,
  url: string,
  token: string,
  times: number[],
  goesOn: () => boolean,
): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname).setNoDelay(true).setEncoding('latin1');
    let received = '';
    let call = 0;
    let sentAt = 0;
    const next = () => {
      if (!goesOn()) return socket.end(done);
      call = nextCall++;
      received = '';
      sentAt = performance.now();
      socket.write(textOf(request(call), token), 'latin1');
    };
    // No response of the gateway takes this long.
    socket.setTimeout(30_000, () => socket.destroy(new Error('An answer did not come, or not whole.')));
    socket.on('connect', next).on('error', fail);
    socket.on('close', () => fail(new Error('The gateway closed a connection that was in use.')));
    socket.on('data', (text: string) => {
      received += text;
      if (!isWhole(received)) return;
      times.push(performance.now() - sentAt);
      if (isRight(received, call)) next();
      else socket.destroy(new Error(`A wrong answer:\n${received.slice(0, 2000)}`));
    });
  });
}

function textOf({ method, path, body = '' }: WireRequest, token: string): string {
  const content =
    method === 'POST' ? `content-type: application/json\r\ncontent-length: ${body.length}\r\n` : '';
  return `${method} ${path} HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer ${token}\r\n${content}\r\n${body}`;
}

function isWhole(received: string): boolean {
  const head = received.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(received)?.[1];
  return head >= 0 && length !== undefined && received.length >= head + 4 + Number(length);
}
