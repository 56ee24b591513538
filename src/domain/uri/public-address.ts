import ipaddr from 'ipaddr.js';

/** Global unicast (RFC 4291 §2.4). The library calls every other part of IPv6 without a name `unicast` as well. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Azure's platform services: a public address that only virtual machines can reach, like metadata services. */
const azurePlatform = '168.63.129.16';

/**
 * Whether an IP address, without brackets, is on the public Internet: global unicast without a special purpose (RFC
 * 6890, IANA Special-Purpose Address Registries). An IPv4-mapped IPv6 address counts as its IPv4 address; addresses of
 * NAT64, 6to4 and Teredo are not public.
 *
 * @throws if `address` is not an IP address.
 */
export function isPublicAddress(address: string): boolean {
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) return parsed.match(globalUnicast) && parsed.range() === 'unicast';
  return parsed.range() === 'unicast' && parsed.toString() !== azurePlatform;
}
