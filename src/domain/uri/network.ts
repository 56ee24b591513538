import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The network that one customer of a provider usually has: an IPv4 address, or the /64 of an IPv6 address (RFC 6177 §2). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.replace(/%.*$/, '')}/64`).toString();
}
