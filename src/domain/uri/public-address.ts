import ipaddr from 'ipaddr.js';

/** Global unicast (RFC 4291 §2.4). The library calls every other part of IPv6 without a name `unicast` as well. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Azure's platform services: a public address that is only reachable from inside a virtual machine, as metadata services are. */
const azurePlatform = '168.63.129.16';

/**
 * Whether an IP address, without brackets, is of the public Internet: global unicast and of no special use (RFC 6890, IANA
 * Special-Purpose Address Registries). An IPv4-mapped IPv6 address counts as its IPv4 address; addresses of NAT64, 6to4 and Teredo
 * are not public.
 *
 * @throws when `address` is no IP address.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast) && parsed.range() === 'unicast';
  return parsed.range() === 'unicast' && parsed.toString() !== azurePlatform;
}
