import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkServerIdentity, createSecureContext, type PeerCertificate } from 'node:tls';
import {
  hostsOf,
  isSocket,
  PostgresUrlError,
  type TlsSettings,
  tlsSettings,
  withoutTls,
} from './postgres-url.ts';

/** libpq's default of `sslrootcert`. */
const defaultRootFile = join(homedir(), '.postgresql', 'root.crt');

/**
 * The driver's URL and options for a PostgreSQL URL, whose TLS parameters have their libpq meaning (PostgreSQL, "SSL
 * Support"), with two differences: `allow` behaves as `prefer`, and `verify-full` without a CA file trusts the CAs that
 * Node trusts, as `sslrootcert=system`.
 *
 * @throws {PostgresUrlError} also if a file cannot be used.
 */
export function driverConnection(
  url: string,
): readonly [url: string, options: Readonly<Record<string, unknown>>] {
  const hosts = hostsOf(url);
  const settings = tlsSettings(url);
  // The driver takes the first bracket of an IPv6 address for the whole host, so it gets addresses without brackets.
  const hasAddress = hosts.some(({ host }) => host.includes(':'));
  const address = hasAddress
    ? { host: hosts.map(({ host }) => host), port: hosts.map(({ port }) => port) }
    : {};
  return [withoutTls(url), { ...address, ssl: hosts.some(isSocket) ? false : sslOption(settings) }];
}

function sslOption(settings: TlsSettings): unknown {
  const { mode, certificate } = settings;
  if (mode === 'disable') return false;
  if (mode === 'allow' || mode === 'prefer') {
    if (certificate === undefined) return 'prefer';
    throw new PostgresUrlError('has sslcert, which requires sslmode=require, verify-ca or verify-full');
  }
  const rootFile = rootFileOf(settings);
  if (mode === 'verify-ca' && rootFile === undefined)
    throw new PostgresUrlError('has sslmode=verify-ca without sslrootcert, the file of the CAs to trust');
  return {
    // libpq: with a CA file, `require` is `verify-ca`.
    rejectUnauthorized: mode === 'verify-full' || rootFile !== undefined,
    checkServerIdentity: mode === 'verify-full' ? checkHost : () => undefined,
    secureContext: secureContextOf(settings, rootFile),
  };
}

function rootFileOf({ rootCertificate }: TlsSettings): string | undefined {
  if (rootCertificate !== undefined) return rootCertificate === 'system' ? undefined : rootCertificate;
  return existsSync(defaultRootFile) ? defaultRootFile : undefined;
}

function secureContextOf({ certificate, key }: TlsSettings, rootFile: string | undefined) {
  const ca = rootFile === undefined ? undefined : readAuthorities(rootFile);
  const own = {
    ...(certificate === undefined ? {} : { cert: readFile('sslcert', certificate) }),
    ...(key === undefined ? {} : { key: readFile('sslkey', key) }),
  };
  try {
    return createSecureContext({ ...(ca === undefined ? {} : { ca }), ...own });
  } catch {
    throw new PostgresUrlError(
      'has sslcert and sslkey, which do not hold a certificate and its private key in PEM',
    );
  }
}

/** The certificates of a PEM file. Node silently ignores a file without certificates, and then trusts no server. */
function readAuthorities(path: string): string[] {
  const blocks = readFile('sslrootcert', path).match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  );
  try {
    for (const block of blocks ?? []) new X509Certificate(block);
    if (blocks) return [...blocks];
  } catch {}
  throw new PostgresUrlError('has sslrootcert, which names a file without CA certificates in PEM');
}

function readFile(parameter: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PostgresUrlError(`has ${parameter}, which names a file that cannot be read (${code})`);
  }
}

/**
 * Checks the certificate against the host that the socket is connected to. For an IP address the driver names no host,
 * and Node would check the name `localhost`. Node calls this as a method of the options, which contain the socket,
 * where the driver stores the host.
 */
function checkHost(
  this: { readonly socket?: { readonly host?: string } },
  _name: string,
  certificate: PeerCertificate,
): Error | undefined {
  const host = this.socket?.host;
  if (host === undefined)
    return new Error('The host of the connection is not known, so it cannot be verified.');
  return checkServerIdentity(host, certificate);
}
