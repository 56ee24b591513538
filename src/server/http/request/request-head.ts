import type { IncomingMessage } from 'node:http';
import type { Localized } from '../../../domain/error/language.ts';
import { RequestError } from './request-error.ts';

/**
 * Header lines that a request may have. Past its own limit Node drops lines silently, so a caller could push out the
 * `X-Forwarded-For` that a proxy appends; Node's limit is therefore never below this one.
 */
export const maxHeaderLines = 1000;

/**
 * Fields that have one value. Of two lines Node keeps the first (Authorization, Content-Type, Host) or joins them with a
 * comma (the others), and a proxy in front may have checked the other line.
 */
const singleFields = [
  'Access-Control-Request-Method',
  'Authorization',
  'Clientele-Position',
  'Content-Length',
  'Content-Type',
  'Host',
  'Idempotency-Key',
  'Origin',
  'Traceparent',
  'X-Request-Id',
  'X-Tenant-ID',
];
const shownNames = new Map(singleFields.map((name) => [name.toLowerCase(), name]));

/** `uri-host [ ":" port ]` of RFC 3986 §3.2.2, or nothing (RFC 9112 §3.2). */
const hostShape = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*)(?::\d*)?$/i;

/**
 * Checks the header lines of a request as they were sent, before one is used.
 *
 * @throws {RequestError} HEADERS_TOO_LARGE at 1,000 header lines (RFC 6585 §5). BAD_REQUEST without `Host`, with more than
 * one or with an invalid one (RFC 9112 §3.2), and for a second line of any field that has one value (RFC 9110 §5.3).
 * NOT_IMPLEMENTED for a transfer coding other than chunked (RFC 9112 §6.1).
 */
export function checkHead({ rawHeaders, headers, httpVersion }: IncomingMessage): void {
  if (rawHeaders.length >= 2 * maxHeaderLines) throw refuse('HEADERS_TOO_LARGE');
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const shown = shownNames.get(name);
    if (shown === undefined) continue;
    if (seen.has(name)) throw refuse('BAD_REQUEST', sentTwice(shown));
    seen.add(name);
  }
  // Other codings are not decoded, so the body would not be what the caller sent.
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') throw refuse('NOT_IMPLEMENTED');
  const { host } = headers;
  if (host === undefined ? httpVersion !== '1.0' : !hostShape.test(host))
    throw refuse('BAD_REQUEST', invalidHost);
}

const invalidHost: Localized = {
  en: 'The Host header is missing or invalid. It must be a host name or an address, with an optional port.',
  zh: '缺少 Host 请求头，或其值无效。其值应为主机名或地址，可带端口。',
};

function sentTwice(name: string): Localized {
  return {
    en: `The header ${name} was sent more than once. Send it once.`,
    zh: `请求头 ${name} 出现多次，只能出现一次。`,
  };
}

/** The caller and a proxy may read such a request differently, so what follows on the connection is not read. */
function refuse(
  code: 'BAD_REQUEST' | 'NOT_IMPLEMENTED' | 'HEADERS_TOO_LARGE',
  text?: Localized,
): RequestError {
  return new RequestError(code, { connection: 'close' }, text);
}
