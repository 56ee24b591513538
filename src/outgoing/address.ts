import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isPublicAddress } from '../domain/uri/public-address.ts';
import { OutgoingFetchError } from './outgoing-fetch-error.ts';

/** Resolves the addresses of a host name. Aborting the signal ends the lookup. */
export type Resolve = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** Addresses of one name, so that a response with hundreds of addresses does not cause as many connection attempts. */
const maxAddresses = 8;

/** The well-known prefix of NAT64 (RFC 6052 §2.1), through which a network without IPv4 reaches IPv4 hosts. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** Whether the address is on the public Internet, or is a NAT64 address of such an IPv4 address. */
export function isAllowedAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (!(parsed instanceof ipaddr.IPv6) || !parsed.match(nat64)) return isPublicAddress(address);
  return isPublicAddress(parsed.toByteArray().slice(12).join('.'));
}

/**
 * Queries DNS and not the files of this machine. `dns.lookup` would block one of Node's four threads for each name whose
 * server does not respond, and with them file and crypto operations.
 *
 * @param servers of DNS. Default: those of this machine.
 */
export async function resolvePublicName(
  hostname: string,
  signal: AbortSignal,
  servers?: readonly string[],
): Promise<readonly string[]> {
  signal.throwIfAborted();
  const resolver = new dns.Resolver({ timeout: 1000, tries: 2 });
  if (servers) resolver.setServers(servers);
  // Otherwise lookups at unresponsive servers would accumulate: each server is tried in turn, also after the request has
  // ended.
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  signal.removeEventListener('abort', cancel);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  return [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

/**
 * A lookup for `node:net`, which connects only to its result. A name with a forbidden address is refused even if it has
 * others, because only an attack or a mistake combines them.
 */
export function lookUpWith(
  resolve: Resolve,
  isAllowed: (address: string) => boolean,
  signal: AbortSignal,
): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, signal).then(
      (found) => {
        const addresses = found.slice(0, maxAddresses).map(withFamily);
        const [first] = addresses;
        if (first === undefined || !found.every((address) => isAllowed(address)))
          return callback(
            new OutgoingFetchError(`${hostname} does not resolve to public addresses only.`),
            '',
            0,
          );
        if (all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

function withFamily(address: string): LookupAddress {
  return { address, family: isIP(address) };
}
