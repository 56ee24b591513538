import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/**
 * The network address of the caller: that of the connection, or that in the `X-Forwarded-For` of a trusted proxy. Proxies
 * append to this header, so it is read from its end up to the first address that is not a trusted proxy. Entries that the
 * caller wrote are further left and are never reached.
 */
export function addressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0) return ({ socket }) => plainAddress(socket.remoteAddress) ?? 'unknown';
  const isProxy = proxyAddr.compile([...trustedProxies]);
  const isTrusted = (text: string | undefined, distance: number) =>
    text !== undefined && isProxy(plainAddress(text) ?? text, distance);
  return (request) => {
    const named = proxyAddr.all(request, isTrusted).map(plainAddress);
    // The entries left of an invalid one are not trusted.
    const end = named.indexOf(undefined);
    return (end < 0 ? named : named.slice(0, end)).at(-1) ?? 'unknown';
  };
}

/**
 * Removes the port that some proxies add, and writes an IPv4-mapped IPv6 address as IPv4. A connection that its caller has reset
 * has no address.
 */
function plainAddress(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const text = given.trim();
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  return isIP(bare) > 0 ? ipaddr.process(bare).toString() : undefined;
}

/** What a provider assigns to its customers: the /16 of an IPv4 address, or the /32 of an IPv6 address. */
export function widerNetworkOf(address: string): string {
  if (isIPv6(address))
    return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/32`).toString()}/32`;
  return `${address.split('.', 2).join('.')}/16`;
}
