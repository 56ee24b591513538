import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { getDomain } from 'tldts';
import { networkOf } from '../domain/uri/network.ts';
import { isAllowedAddress, lookUpWith, type Resolve, resolvePublicName } from './address.ts';
import { OutgoingFetchError } from './outgoing-fetch-error.ts';

/** Limits of one request, including its body. */
export interface OutgoingLimits {
  /** From the call to the end of the body, in milliseconds. Default: 5,000. */
  readonly milliseconds?: number;
  /** Of the body of a response. Default: 64 KiB. */
  readonly bytes?: number;
  /** Requests in progress at once. Default: 100. */
  readonly requests?: number;
  /**
   * Of these, to one site: the hosts of one registrable domain by the Public Suffix List, one IPv4
   * address, or the /64 of an IPv6 address. Default: 20. A site
   * never has more requests than are free for others, so that a few slow sites cannot stop requests to every other.
   */
  readonly requestsPerSite?: number;
}

export interface OutgoingOptions {
  /** `public`: only addresses of the public Internet and `allowedHosts`. `any`: for a URL that the operator configured. */
  readonly addresses: 'public' | 'any';
  /** Hosts in lower case, IPv6 addresses in brackets, whose address is not checked. Default: none. */
  readonly allowedHosts?: ReadonlySet<string>;
  readonly limits?: OutgoingLimits;
  /** The addresses of a name that is not an allowed host. Default: DNS, without the files of this machine. */
  readonly resolve?: Resolve;
  /** Which addresses are allowed. Default: those of the public Internet, also through NAT64. */
  readonly isAllowed?: (address: string) => boolean;
}

/** The part of `fetch` that is supported: method, headers, a body that is not a stream, and a signal. */
export type OutgoingFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` for URLs that others chose (RFC 9700 §4.11, OWASP "Server-Side Request Forgery"):
 *
 * - It connects only to addresses that were checked. A name is looked up once, and the connection goes to the checked result.
 * - It follows no redirect: the response has the status 3xx.
 * - It decompresses nothing, and refuses a compressed response.
 * - Time, size and concurrency are limited. The whole body is read before the promise resolves.
 *
 * @throws {TypeError} for an invalid URL, or one with a password.
 * @throws {OutgoingFetchError} for a refused URL, address or response; with a cause where the host cannot be reached or verified.
 * @throws {DOMException} `TimeoutError` when the time is up; else the reason of the caller's signal.
 */
export function createOutgoingFetch(options: OutgoingOptions): OutgoingFetch {
  const { milliseconds = 5000, bytes = 65_536 } = options.limits ?? {};
  const admit = admission(options.limits ?? {});
  return async (url, init = {}) => {
    // A restriction of `fetch` itself: a URL with a user and a password is a TypeError here.
    const request = new Request(url, init);
    const target = new URL(request.url);
    if (target.protocol !== 'https:' && target.protocol !== 'http:')
      throw new OutgoingFetchError('Only http and https URLs can be fetched.');
    const leave = admit(siteOf(target.hostname));
    try {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(milliseconds)]);
      return await inTime(send(request, target, bytes, signal, options), signal);
    } catch (error) {
      const isOwn =
        error instanceof OutgoingFetchError || error instanceof DOMException || request.signal.aborted;
      throw isOwn ? error : new OutgoingFetchError(`The request to ${target.host} failed`, { cause: error });
    } finally {
      leave();
    }
  };
}

/** Rejects when the signal aborts, also while the name is looked up, which cannot be aborted. */
async function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    if (signal.aborted) fail(signal.reason);
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    // Node reports an aborted request as such; its reason says whether time was up.
    throw signal.aborted ? signal.reason : error;
  }
}

async function send(
  request: Request,
  target: URL,
  maxBytes: number,
  signal: AbortSignal,
  options: OutgoingOptions,
): Promise<Response> {
  const lookup = lookupFor(target, options, signal);
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const response = await new Promise<IncomingMessage>((done, fail) => {
    const start = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const outgoing = start(target, {
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' },
      // A new connection, because a pooled one was not checked for this request.
      agent: false,
      signal,
      ...(lookup === undefined ? {} : { lookup }),
    });
    outgoing.on('response', done).on('error', fail).end(body);
  });
  try {
    return await read(response, maxBytes);
  } finally {
    response.destroy();
  }
}

/** The lookup of a URL's host name; `undefined` for Node's default, or for an address, which is checked here. */
function lookupFor(
  { hostname }: URL,
  { addresses, allowedHosts, resolve = resolvePublicName, isAllowed = isAllowedAddress }: OutgoingOptions,
  signal: AbortSignal,
): LookupFunction | undefined {
  if (addresses === 'any' || allowedHosts?.has(hostname)) return undefined;
  // `URL` has converted every other form of an address, such as 0x7f.1, to this one.
  const address = withoutBrackets(hostname);
  if (isIP(address) === 0) return lookUpWith(resolve, isAllowed, signal);
  if (!isAllowed(address)) throw new OutgoingFetchError(`${hostname} is not a public address.`);
  return undefined;
}

async function read(message: IncomingMessage, maxBytes: number): Promise<Response> {
  const { statusCode = 0, statusMessage = '', headers } = message;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity')
    throw new OutgoingFetchError(
      'The response is compressed although the request does not accept compression.',
    );
  const tooLarge = `The response has more than ${maxBytes} bytes.`;
  if (Number(headers['content-length']) > maxBytes) throw new OutgoingFetchError(tooLarge);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw new OutgoingFetchError(tooLarge);
    chunks.push(chunk);
  }
  if (!message.complete) throw new OutgoingFetchError('The response is incomplete.');
  const fields = new Headers();
  for (let index = 0; index < message.rawHeaders.length; index += 2)
    fields.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
  const hasNoBody = [204, 205, 304].includes(statusCode);
  return new Response(hasNoBody ? null : Buffer.concat(chunks), {
    status: statusCode,
    statusText: statusMessage,
    headers: fields,
  });
}

/** Counts requests in progress, so that slow sites neither accumulate connections nor block requests to others. */
function admission({ requests = 100, requestsPerSite = 20 }: OutgoingLimits): (site: string) => () => void {
  const perSite = new Map<string, number>();
  let total = 0;
  return (site) => {
    const here = perSite.get(site) ?? 0;
    // The dynamic threshold of Choudhury and Hahne: with n full sites, each has 1/(n+1) of the requests, and as many are free.
    if (here >= Math.min(requestsPerSite, requests - total))
      throw new OutgoingFetchError(
        `Too many requests to ${here > 0 ? site : 'other sites'} are in progress.`,
      );
    total += 1;
    perSite.set(site, here + 1);
    return () => {
      total -= 1;
      const left = (perSite.get(site) ?? 1) - 1;
      if (left === 0) perSite.delete(site);
      else perSite.set(site, left);
    };
  };
}

/**
 * What one owner controls: with a wildcard record, the owner of a domain has any number of hosts in it, also with names that are
 * not valid hosts, such as `-1.example.com`; and the owner of an IPv6 network any number of addresses.
 */
function siteOf(hostname: string): string {
  const address = withoutBrackets(hostname);
  if (isIP(address) > 0) return networkOf(address);
  return getDomain(hostname, { validateHostname: false }) ?? hostname;
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
