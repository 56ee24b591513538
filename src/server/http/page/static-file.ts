import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import type { Exchange } from '../exchange.ts';
import { closeSlowReader, sendingLimits } from '../slow-reader.ts';

/**
 * Files are the same for every caller and are kept in memory. The package sirv does the same for files on disk; version 3.0.2
 * follows symbolic links out of its folder, throws an uncaught error for a file that was removed after the start, takes the ETag
 * from the time of the file, which differs between instances, and sends brotli to a caller who refuses it with `br;q=0`.
 */
export interface StaticFile {
  /** With their `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly inEncoding: (encoding: Encoding) => Promise<Encoded>;
}

interface Encoded {
  readonly bytes: Uint8Array;
  readonly isEncoded: boolean;
  /** RFC 9110 §8.8.3: each encoding is a separate representation. */
  readonly etag: string;
}

/** In the order of preference if the caller has none. */
const encodings = ['br', 'gzip', 'identity'] as const;
type Encoding = (typeof encodings)[number];
export type Compressed = Readonly<Partial<Record<Encoding, Uint8Array>>>;

/** For files that were not compressed by the build: the caller of the first request waits, and higher qualities take seconds. */
const brotliQuality = 6;

const encoders: Readonly<Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (bytes) => promisify(gzip)(bytes),
  identity: async (bytes) => bytes,
};

const mediaTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Files whose name changes with their content may be cached forever (RFC 8246). */
export const immutable = { 'cache-control': 'public, max-age=31536000, immutable' };

/**
 * @param name with the extension that determines its media type.
 * @param compressed the same content as the build compressed it. Default: the file is compressed at its first request.
 */
export function keepFile(
  name: string,
  content: Uint8Array | string,
  headers: Readonly<Record<string, string>>,
  compressed: Compressed = {},
): StaticFile {
  const bytes = Buffer.from(content);
  const digest = hash('sha256', bytes, 'base64url');
  const mediaType = mediaTypes[/\.(\w+)$/.exec(name)?.[1] ?? ''];
  const done = new Map<Encoding, Promise<Encoded>>();
  return {
    headers: { 'content-type': mediaType ?? 'application/octet-stream', ...headers },
    inEncoding: (given) => {
      // Other types are compressed already.
      const encoding = mediaType === undefined ? 'identity' : given;
      const known = done.get(encoding);
      if (known) return known;
      const encode = async () => compressed[encoding] ?? encoders[encoding](bytes);
      const made = encode().then((encoded) => ({
        bytes: encoded,
        isEncoded: encoding !== 'identity',
        etag: `"${digest}-${encoding}"`,
      }));
      done.set(encoding, made);
      return made;
    },
  };
}

/** Characters of `Accept-Encoding` that are read; browsers send 30. Parsing a head full of encodings took 30 ms. */
const maxAcceptLength = 1000;

/** The encoding that the caller prefers; none if `Accept-Encoding` is too long. */
function encodingFor(request: Exchange['request']): Encoding {
  if ((request.headers['accept-encoding'] ?? '').length > maxAcceptLength) return 'identity';
  const accepted = new Negotiator(request).encodings([...encodings]);
  return encodings.find((one) => accepted.includes(one)) ?? 'identity';
}

/** Responds with a file, or with 304 if the caller has it already (RFC 9110 §13.1.2). */
export async function sendFile(
  file: StaticFile,
  { request, response, method }: Pick<Exchange, 'request' | 'response' | 'method'>,
  sending = sendingLimits,
): Promise<void> {
  const encoding = encodingFor(request);
  const { bytes, etag, isEncoded } = await file.inEncoding(encoding);
  // A timeout response was already sent.
  if (response.headersSent) return;
  const vary = [response.getHeader('vary'), file.headers.vary, 'accept-encoding'].filter(Boolean).join(', ');
  const headers = { ...file.headers, vary, etag };
  if (isKnown(etag, request.headers['if-none-match'])) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    ...(isEncoded ? { 'content-encoding': encoding } : {}),
    'content-length': bytes.length,
  });
  response.end(method === 'HEAD' ? undefined : bytes);
  closeSlowReader(response, sending);
}

function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const known = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
