import { connect, type Socket } from 'node:net';

/** One response as received. */
export interface WireAnswer {
  readonly status: number;
  /** By name in lower case; the last value of a repeated field. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * - `answered`: as many responses as requested.
 * - `closed`: the gateway closed the connection first.
 * - `silent`: no more bytes arrived in time.
 * - `malformed`: the bytes are not HTTP.
 */
export type Ending = 'answered' | 'closed' | 'silent' | 'malformed';

export interface Exchange {
  readonly answers: readonly WireAnswer[];
  readonly ending: Ending;
}

export interface Waiting {
  /** The number of responses to wait for. */
  readonly count: number;
  /** Milliseconds without an answer after which there is none. */
  readonly patience: number;
  /** A response to HEAD has no body, whatever its header says. */
  readonly isHead?: boolean;
}

/**
 * A separate connection to the gateway. It can send any bytes, which HTTP clients cannot, and uses a third of their CPU
 * time, which the test shares with the gateway.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #isClosed = false;
  #wake: () => void = () => {};

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ port: Number(port), host: hostname, noDelay: true })
      .on('data', (bytes: Buffer) => {
        this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
        this.#wake();
      })
      // The gateway may close while bytes are still being sent.
      .on('error', () => {})
      .on('end', () => this.#end())
      .on('close', () => this.#end());
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async exchange(pieces: readonly Buffer[], waiting: Waiting): Promise<Exchange> {
    for (const piece of pieces) {
      if (this.#isClosed) break;
      this.#socket.write(piece);
      if (pieces.length > 1) await new Promise(setImmediate);
    }
    const answers: WireAnswer[] = [];
    while (answers.length < waiting.count) {
      const answer = await this.#next(waiting);
      if (typeof answer === 'string') return { answers, ending: answer };
      answers.push(answer);
    }
    return { answers, ending: 'answered' };
  }

  /** Sends the end of the stream; checks whether the gateway then closes too. */
  async finish(patience: number): Promise<boolean> {
    this.#socket.end();
    const isOver = this.#isClosed || (await this.#change(patience, () => this.#isClosed));
    this.#socket.destroy();
    return isOver;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #end(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async #next({ patience, isHead = false }: Waiting): Promise<WireAnswer | Exclude<Ending, 'answered'>> {
    const end = performance.now() + patience;
    for (;;) {
      const read = readAnswer(this.#received, isHead, this.#isClosed);
      if (read === 'malformed') return read;
      if (read !== undefined) {
        this.#received = this.#received.subarray(read.length);
        if (read.answer.status >= 200) return read.answer;
        continue;
      }
      if (this.#isClosed) return 'closed';
      const { length } = this.#received;
      const hasMore = () => this.#received.length > length || this.#isClosed;
      if (!(await this.#change(end - performance.now(), hasMore))) return 'silent';
    }
  }

  #change(patience: number, isThere: () => boolean): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => finish(false), Math.max(0, patience));
      const finish = (result: boolean) => {
        clearTimeout(timer);
        this.#wake = () => {};
        done(result);
      };
      this.#wake = () => isThere() && finish(true);
      this.#wake();
    });
  }
}

/** The first response in the bytes and its length; `undefined` if it is incomplete. */
function readAnswer(
  bytes: Buffer,
  isHead: boolean,
  isClosed: boolean,
): { readonly answer: WireAnswer; readonly length: number } | 'malformed' | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return bytes.length > 65_536 ? 'malformed' : undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(statusLine)?.[1]);
  const fields = lines.map((line) => /^([\w-]+): ?(.*)$/.exec(line));
  if (Number.isNaN(status) || fields.includes(null)) return 'malformed';
  const headers = Object.fromEntries(fields.map((field) => [field?.[1]?.toLowerCase(), field?.[2] ?? '']));
  const start = end + 4;
  const whole = (body: Buffer, length: number) => ({
    answer: { status, headers, body },
    length: start + length,
  });
  if (isHead || status < 200 || status === 204 || status === 304) return whole(Buffer.alloc(0), 0);
  const rest = bytes.subarray(start);
  if (headers['transfer-encoding'] === 'chunked') return readChunks(rest, whole);
  const length = headers['content-length'];
  if (length === undefined) return isClosed ? whole(rest, rest.length) : undefined;
  if (!/^\d+$/.test(length)) return 'malformed';
  return rest.length < Number(length) ? undefined : whole(rest.subarray(0, Number(length)), Number(length));
}

function readChunks<Whole>(
  bytes: Buffer,
  whole: (body: Buffer, length: number) => Whole,
): Whole | 'malformed' | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = /^[0-9a-f]+$/i.exec(bytes.toString('latin1', at, lineEnd))?.[0];
    if (size === undefined) return 'malformed';
    const start = lineEnd + 2;
    const next = start + Number.parseInt(size, 16) + 2;
    if (bytes.length < next) return undefined;
    if (Number.parseInt(size, 16) === 0) return whole(Buffer.concat(chunks), next);
    chunks.push(bytes.subarray(start, next - 2));
    at = next;
  }
}
