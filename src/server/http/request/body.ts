import type { IncomingMessage } from 'node:http';
import type { Localized } from '../../../domain/error/language.ts';
import { awaitsContinue, continueRequest } from './expect-continue.ts';
import { RequestError } from './request-error.ts';

/** Bytes of body that a request may have. */
const maxBodyBytes = 65_536;

/**
 * Bytes that are read and discarded after the limit, so that a client that is still sending can read the response instead of
 * getting a reset connection.
 */
const maxDiscardedBytes = 8 * 1024 * 1024;

/** Pieces in which a body may arrive. Each costs 5 µs: a body of 64 KiB in chunks of one byte took 300 ms. */
const maxPieces = 4096;

const charsetParameter = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as text; `undefined` when it is not UTF-8 (RFC 8259 §8.1).
 *
 * @throws {RequestError} PAYLOAD_TOO_LARGE past 64 KiB, whether its length was declared or not, and past 4,096 chunks.
 */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const bytes = await readBytes(request);
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether the request has a body (RFC 9112 §6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @throws {RequestError} UNSUPPORTED_MEDIA_TYPE unless the body is declared as JSON in UTF-8 (RFC 8259 §8.1), and not compressed. */
export function requireJson({ headers }: IncomingMessage): void {
  const type = headers['content-type'] ?? '';
  const mediaType = type.split(';', 1)[0]?.trim().toLowerCase();
  const charset = charsetParameter.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  if (mediaType !== 'application/json') throw new RequestError('UNSUPPORTED_MEDIA_TYPE');
  if (!/^utf-?8$/.test(charset)) throw new RequestError('UNSUPPORTED_MEDIA_TYPE', {}, otherCharset);
  // RFC 9110 §15.5.16: `Accept-Encoding` says that the encoding was the problem.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new RequestError('UNSUPPORTED_MEDIA_TYPE', { 'accept-encoding': 'identity' }, compressed);
}

const otherCharset: Localized = {
  en: 'The charset in Content-Type must be UTF-8.',
  zh: 'Content-Type 中的 charset 必须是 UTF-8。',
};
const compressed: Localized = {
  en: 'The body must not be compressed: omit Content-Encoding.',
  zh: '请求体不得压缩，请勿发送 Content-Encoding。',
};

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let pieces = 0;
    // The caller closed the connection in the middle of its request. `close` also follows the end of a body, where creating
    // an error would take 20 µs of each request.
    const gone = () => {
      if (!request.readableEnded) fail(new RequestError('BAD_REQUEST'));
    };
    const tooLarge = () => fail(new RequestError('PAYLOAD_TOO_LARGE', { connection: 'close' }));
    if (awaitsContinue(request) && Number(request.headers['content-length']) > maxBodyBytes)
      return tooLarge();
    continueRequest(request);
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        pieces += 1;
        if (size <= maxBodyBytes) chunks.push(chunk);
        else chunks.length = 0;
        if (size > maxBodyBytes + maxDiscardedBytes || pieces > maxPieces) tooLarge();
      })
      .on('end', () => (size > maxBodyBytes ? tooLarge() : done(Buffer.concat(chunks))))
      .on('error', gone)
      .on('close', gone);
    // It may have disconnected before the listener was added.
    if (request.destroyed) gone();
  });
}
