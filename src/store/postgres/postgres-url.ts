import { isLoopbackHost } from '../../domain/uri/host.ts';

/** libpq's `sslmode`, weakest first (PostgreSQL, "SSL Support", Table 34.1). */
const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
type SslMode = (typeof modes)[number];

/** The TLS settings of a PostgreSQL URL. */
export interface TlsSettings {
  readonly mode: SslMode;
  /** File with trusted CAs, `system`, or `undefined` if the URL has none. */
  readonly rootCertificate: string | undefined;
  /** Files with the client's certificate and private key. */
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** An unusable PostgreSQL URL. The message begins with a verb, as in "DATABASE_URL has …", and contains no secret. */
export class PostgresUrlError extends Error {
  override readonly name = 'PostgresUrlError';
}

const supported = ['ssl', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'sslnegotiation'];

/** Parameters of a URL, each with the variable that libpq reads if the URL lacks it. */
const variables: Readonly<Record<string, string>> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  // Parameters that are refused, because ignoring them would weaken the connection.
  sslcrl: 'PGSSLCRL',
  sslcrldir: 'PGSSLCRLDIR',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  channel_binding: 'PGCHANNELBINDING',
  gssencmode: 'PGGSSENCMODE',
  require_auth: 'PGREQUIREAUTH',
};

/** Values of unsupported parameters that have no effect on a connection. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  channel_binding: ['disable', 'prefer'],
  gssencmode: ['disable', 'prefer'],
  ssl_min_protocol_version: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
  sslcompression: ['0'],
  sslsni: ['1'],
};

/** The comma-separated hosts and ports of a PostgreSQL URL as written; empty if it has none. */
export function authorityOf(url: string): string {
  return /^postgres(?:ql)?:\/\/(?:[^@/?#]*@)?([^@/?#]+)(?:[/?#]|$)/.exec(url)?.[1] ?? '';
}

/** A host name, an address without brackets, or the directory of a Unix socket. */
export interface PostgresHost {
  readonly host: string;
  /** Default: 5432. */
  readonly port: number;
}

export function hostsOf(url: string): PostgresHost[] {
  return authorityOf(url)
    .split(',')
    .map((part) => {
      const text = part.replaceAll(/%2F/gi, '/');
      const [, address, name = '', port = '5432'] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
      return { host: address ?? name, port: Number(port) };
    });
}

/** The directory of a Unix socket, for which TLS is useless and refused by the server. */
export function isSocket({ host }: PostgresHost): boolean {
  return host.startsWith('/');
}

/** Adds the parameters that a URL lacks and that libpq would read from the environment, such as `PGSSLMODE`. */
export function withTlsVariables(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const [base, query] = split(url);
  const lacks = (name: string) => !query.has(name) && !(name === 'sslmode' && query.has('ssl'));
  const added = Object.entries(variables).flatMap(([name, variable]) => {
    const value = environment[variable]?.trim();
    return value && lacks(name) ? [[name, value]] : [];
  });
  return added.length === 0 ? url : withQuery(base, new URLSearchParams([...query, ...added]));
}

/**
 * Reads the TLS settings of a URL.
 *
 * @throws {PostgresUrlError} for an unknown mode or an unsupported parameter: ignoring it would weaken the connection.
 */
export function tlsSettings(url: string): TlsSettings {
  const [, query] = split(url);
  for (const [name, value] of query) checkParameter(name, value);
  const rootCertificate = query.get('sslrootcert') ?? undefined;
  const mode = modeOf(query) ?? (rootCertificate === 'system' ? 'verify-full' : 'prefer');
  if (rootCertificate === 'system' && mode !== 'verify-full')
    throw new PostgresUrlError('has sslrootcert=system, which requires sslmode=verify-full');
  return {
    mode,
    rootCertificate,
    certificate: query.get('sslcert') ?? undefined,
    key: query.get('sslkey') ?? undefined,
  };
}

function checkParameter(name: string, value: string): void {
  const isOfTls = /^(ssl|gss|krb|channel_binding$|require)/.test(name);
  if (!isOfTls || supported.includes(name) || harmless[name]?.includes(value)) return;
  const variable = variables[name] === undefined ? '' : ` (or the variable ${variables[name]})`;
  throw new PostgresUrlError(
    `has the parameter ${name}${variable}, which is not supported with this value; remove it`,
  );
}

/** `ssl=true` is libpq's own alias for `sslmode=require`. */
function modeOf(query: URLSearchParams): SslMode | undefined {
  const given = query.get('sslmode') ?? query.get('ssl');
  if (given === null) return undefined;
  const mode = given === 'true' ? 'require' : given === 'false' ? 'disable' : given;
  const known = modes.find((one) => one === mode);
  if (known === undefined)
    throw new PostgresUrlError(`has an unknown sslmode; use one of ${modes.join(', ')}`);
  return known;
}

/** The URL without parameters about TLS, which the driver would send to the server. */
export function withoutTls(url: string): string {
  const [base, query] = split(url);
  for (const name of [...supported, ...Object.keys(harmless)])
    if (name !== 'sslnegotiation') query.delete(name);
  return withQuery(base, query);
}

/**
 * Hosts without `sslmode=verify-full`, so that others on the network path can read or change the connection. Loopback hosts
 * and Unix sockets are exempt.
 *
 * @throws {PostgresUrlError}
 */
export function unverifiedHosts(url: string): string[] {
  if (tlsSettings(url).mode === 'verify-full') return [];
  return hostsOf(url).flatMap((one) => (isSocket(one) || isLoopbackHost(one.host) ? [] : [one.host]));
}

/**
 * A warning for each URL with unverified hosts.
 *
 * @throws {PostgresUrlError}
 */
export function unverifiedWarnings(...urls: readonly (string | undefined)[]): string[] {
  return urls.flatMap((url) => {
    const hosts = url === undefined ? [] : unverifiedHosts(url);
    if (url === undefined || hosts.length === 0) return [];
    return [
      `The connection to PostgreSQL at ${hosts.join(', ')} does not verify the server (sslmode=${tlsSettings(url).mode}): anyone ` +
        'on the network path can read and change it. Use sslmode=verify-full, with the file of your CA in sslrootcert.',
    ];
  });
}

/** Parsed as text, because `URL` does not accept several hosts. */
function split(url: string): [base: string, query: URLSearchParams] {
  const [base = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(url)?.slice(1) ?? [];
  return [base, new URLSearchParams(query)];
}

function withQuery(base: string, query: URLSearchParams): string {
  return query.size === 0 ? base : `${base}?${query}`;
}
