import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/**
 * Who is at the other end: the address of the connection, or what a trusted proxy says in `X-Forwarded-For`. Proxies add
 * to the end of it, so it is read from there, up to the first address that is no trusted proxy: what a caller wrote into it
 * itself stands further left and is never reached.
 */
export function addressReader(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  if (trustedProxies.length === 0)
    return ({ socket }) => plainAddress(socket.remoteAddress ?? '') ?? 'unknown';
  const isProxy = proxyAddr.compile([...trustedProxies]);
  const isTrusted = (text: string, distance: number) => isProxy(plainAddress(text) ?? text, distance);
  return (request) => {
    const named = proxyAddr.all(request, isTrusted).map(plainAddress);
    // Behind something that is no address nobody can be believed.
    const end = named.indexOf(undefined);
    return (end < 0 ? named : named.slice(0, end)).at(-1) ?? 'unknown';
  };
}

/** Without the port that some proxies add, and an IPv4 address that came over IPv6 as IPv4. */
function plainAddress(given: string): string | undefined {
  const text = given.trim();
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d+$/, '$1');
  return isIP(bare) > 0 ? ipaddr.process(bare).toString() : undefined;
}

/** What one party can be expected to hold: an IPv4 address, or the /64 of an IPv6 address (RFC 6177 §2). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/64`).toString();
}

/** What a provider assigns to its customers: the /16 of an IPv4 address, or the /32 of an IPv6 address. */
export function widerNetworkOf(address: string): string {
  if (isIPv6(address))
    return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/32`).toString()}/32`;
  return `${address.split('.', 2).join('.')}/16`;
}
