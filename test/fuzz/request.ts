/** A generated request. Values that only the run knows, such as ids and tokens, are placeholders like `~client3~`. */
export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
  readonly isChunked?: boolean;
}

/** The number of clients, with their ids, that a request can name. */
export const clientCount = 12;

/** The meanings of the placeholders, in order. */
export type Knowledge = Readonly<
  Record<'client' | 'secret' | 'node' | 'cursor' | 'token', readonly string[]>
>;

/** `own` is the first or second secret of the client that was named last. */
export function place(kind: Exclude<keyof Knowledge, 'secret'> | 'own', index: number): string {
  return `~${kind}${index}~`;
}

/** The request with its placeholders replaced, as bytes. Text is sent as UTF-8. */
export function bytesOf(request: FuzzRequest, knowledge: Knowledge): Buffer {
  const fill = (text: string) => {
    let last = 0;
    return text.replace(/~(client|own|node|cursor|token)(\d+)~/g, (_, kind: string, digits: string) => {
      const index = Number(digits);
      if (kind === 'own') return knowledge.secret[2 * last + index] ?? 'none';
      if (kind === 'client') last = index;
      return knowledge[kind as keyof Knowledge][index] ?? 'none';
    });
  };
  const body = request.body === undefined ? undefined : Buffer.from(fill(request.body));
  const framing =
    body === undefined
      ? []
      : [request.isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`];
  const head = [
    `${request.method} ${fill(request.path)} HTTP/1.1`,
    ...request.headers.map(([name, value]) => `${name}: ${fill(value)}`),
    ...framing,
  ];
  return Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
    ...(body === undefined ? [] : request.isChunked ? chunksOf(body) : [body]),
  ]);
}

function chunksOf(body: Buffer): Buffer[] {
  const middle = body.length >> 1;
  const parts = [body.subarray(0, middle), body.subarray(middle)].filter(({ length }) => length > 0);
  return [
    ...parts.flatMap((part) => [Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from('0\r\n\r\n'),
  ];
}

const shown = 3000;

/** For a person who repeats the request. Tokens are shown by their names. */
export function describeRequest({ method, path, headers, body, isChunked }: FuzzRequest): string {
  const lines = [
    `${method} ${clip(JSON.stringify(path))}`,
    ...headers.map(([name, value]) => `  ${name}: ${clip(JSON.stringify(value))}`),
    ...(body === undefined ? [] : [`  body${isChunked ? ' in chunks' : ''}: ${clip(JSON.stringify(body))}`]),
  ];
  return lines.join('\n');
}

function clip(text: string): string {
  return text.length <= shown ? text : `${text.slice(0, shown)}… (${text.length} characters)`;
}
