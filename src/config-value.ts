import { readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { faultsOfJwk } from './domain/key/jwk.ts';
import { refusedSchemes } from './domain/rule/redirect-uri.ts';
import { isWeb } from './domain/rule/uri.ts';
import { faultsOfAuthority, isLoopbackHost, splitAuthority } from './domain/uri/host.ts';
import { driverConnection } from './store/postgres/postgres-tls.ts';
import { authorityOf, PostgresUrlError, unverifiedHosts } from './store/postgres/postgres-url.ts';

/*
 * The types of environment variables. A message continues after the name of the variable and never repeats the value, which may be
 * a password.
 */

export interface ValueType<Value> {
  /** For the documentation. */
  readonly name: string;
  /** The allowed values, for the documentation. */
  readonly limits?: string;
  readonly schema: z.ZodType<Value, string>;
  /** The form in which `check-config` prints a value. Default: as it is. */
  readonly printed?: (value: string) => string;
}

const trimmed = z.string().trim();

export const text: ValueType<string> = { name: 'text', schema: trimmed };
export const filePath: ValueType<string> = { name: 'file', schema: trimmed };

/** One of these values; case-sensitive. */
export function oneOf<const ValueNames extends readonly [string, ...string[]]>(
  ...words: ValueNames
): ValueType<ValueNames[number]> {
  const [word] = words;
  const message = words.length === 1 ? `must be ${word}` : `must be one of ${words.join(', ')}`;
  return { name: 'one of', limits: words.join(', '), schema: trimmed.pipe(z.enum(words, message)) };
}

export const onOrOff: ValueType<boolean> = {
  name: 'on or off',
  schema: trimmed.pipe(z.enum(['on', 'off'], 'must be on or off')).transform((value) => value === 'on'),
};

/** A whole number between two inclusive bounds. */
export function number(least: number, most: number, unit?: string): ValueType<number> {
  const limits = `${least} to ${most}${unit === undefined ? '' : ` ${unit}`}`;
  const message = `must be a whole number, ${limits}`;
  const schema = trimmed
    .regex(/^\d{1,7}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
  return { name: 'whole number', limits, schema };
}

/** A number of KiB, read as bytes. */
export function kibibytes(least: number, most: number): ValueType<number> {
  const type = number(least, most, 'KiB');
  return { ...type, schema: type.schema.transform((value) => value * 1024) };
}

/** `undefined` for `memory://`. */
export const directory: ValueType<string | undefined> = {
  name: 'directory',
  limits: 'a path, or memory://',
  schema: trimmed.transform((path) => (path === 'memory://' ? undefined : path)),
  printed: (path) => (path === 'memory://' ? path : resolve(path)),
};

const parsedUrl = trimmed
  .pipe(z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }))
  .transform((url) => new URL(url));

export const webUrl: ValueType<URL> = {
  name: 'URL',
  limits: 'http or https',
  schema: parsedUrl,
  printed: withoutSecrets,
};

export const jwksUrl: ValueType<URL> = {
  name: 'URL',
  limits: 'https, or http on loopback; no user and password',
  schema: parsedUrl
    .refine(
      (url) => url.protocol === 'https:' || isLoopbackHost(url.hostname),
      'must be https, or http on loopback: anyone who can change the response can create administrators',
    )
    .refine(
      ({ username, password }) => username === '' && password === '',
      'must not contain a user or a password: they are not sent',
    ),
  printed: withoutSecrets,
};

export const jwksFile: ValueType<JSONWebKeySet> = {
  name: 'file',
  limits: 'a JWK Set of public keys',
  schema: trimmed.transform(readJwksFile),
};

const postgresUrlSchema = trimmed.refine(
  isPostgresUrl,
  'must be a postgres:// or postgresql:// URL with a host, and special characters of the password percent-encoded',
);

export const postgresUrl: ValueType<string> = {
  name: 'URL',
  limits: 'postgres:// or postgresql://, one host or several',
  schema: postgresUrlSchema,
  printed: withoutSecrets,
};

export const replicaUrl: ValueType<string> = {
  ...postgresUrl,
  limits: 'postgres:// or postgresql://, one host',
  schema: postgresUrlSchema.refine(
    (url) => !authorityOf(url).includes(','),
    'must name one host, because the lag of replicas differs',
  ),
};

export const hosts: ValueType<readonly string[]> = {
  name: 'list',
  limits: 'host names or addresses, without scheme, port, path or pattern',
  schema: trimmed.transform(readHosts),
};

export const privateUseSchemes: ValueType<readonly string[]> = {
  name: 'list',
  limits: 'URI schemes, or none',
  schema: trimmed.transform(readSchemes),
};

export const webOrigins: ValueType<readonly string[]> = {
  name: 'list',
  limits: 'exact web origins, such as https://admin.example.com',
  schema: trimmed.transform(readOrigins),
};

export const proxies: ValueType<readonly string[]> = {
  name: 'list',
  limits: 'addresses, ranges such as 10.0.0.0/8, or loopback, linklocal, uniquelocal',
  schema: trimmed.transform(readProxies),
};

export const encryptionKeys: ValueType<readonly Uint8Array[]> = {
  name: 'list',
  limits: '256-bit keys of 43 base64url characters',
  schema: trimmed.transform(readKeys),
  printed: (value) => value.replace(/[^,]+/g, '***'),
};

/**
 * A URL with its password, up to the last `@`, and the values of its query masked. It is not parsed, because the database driver
 * accepts URLs that `URL` does not.
 */
function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/?#]*):[^/?#]*@/, '$1:***@').replace(/([?&][^=&#]*=)[^&#]*/g, '$1***');
}

/**
 * An `@` after the authority, except in the value of a parameter. A password that is not percent-encoded ends at its first `/`,
 * `?` or `#`: `user:12/rest@host` would be read as port 12 of the host `user`, and the rest of the password printed.
 */
const misplacedAt =
  /^\w+:\/\/(?:[^@/?#]*@)?[^@/?#]*(?:\/[^?#@]*@|(?:\/[^?#]*)?\?(?:[^&#]*&)*[^=&#]*@|[^#]*#.*@)/s;

/** The driver accepts several comma-separated hosts, which `URL` does not. */
function isPostgresUrl(url: string): boolean {
  if (misplacedAt.test(url)) return false;
  const hosts = authorityOf(url).split(',');
  if (hosts[0] === '' || !/^([^%]|%[0-9A-Fa-f]{2})*$/.test(url)) return false;
  return hosts.every((host) => /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(:\d{1,5})?$/.test(host));
}

/** The problems of the TLS parameters of a URL, each as a message that continues after the name of the variable. */
export function tlsProblems(url: string, isVerificationRequired: boolean): string[] {
  if (!isPostgresUrl(url)) return [];
  try {
    driverConnection(url);
    const hosts = isVerificationRequired ? unverifiedHosts(url) : [];
    if (hosts.length === 0) return [];
    return [
      `does not verify the server at ${hosts.join(', ')}, as DATABASE_TLS=require-verified requires; ` +
        'use sslmode=verify-full, with the file of your CA in sslrootcert',
    ];
  } catch (error) {
    if (error instanceof PostgresUrlError) return [error.message];
    throw error;
  }
}

function itemsOf(list: string): string[] {
  return list === '' ? [] : list.split(',').map((item) => item.trim());
}

/** Hosts as in a URL: an IPv6 address gets its brackets. */
function readHosts(list: string, context: z.RefinementCtx): string[] {
  const hosts = itemsOf(list.toLowerCase()).map((host) => (isIPv6(host) ? `[${host}]` : host));
  if (hosts.every((host) => splitAuthority(host).host === host && faultsOfAuthority(host).length === 0))
    return hosts;
  return refuse(
    context,
    'must be a comma-separated list of host names or addresses, without scheme, port, path or pattern',
  );
}

/** Private-use schemes, except those that a browser or an operating system handles itself. */
function readSchemes(list: string, context: z.RefinementCtx): string[] {
  const schemes = itemsOf(list.toLowerCase());
  if (list === 'none') return [];
  const isWellFormed = (scheme: string) => /^[a-z][a-z0-9+.-]{0,62}$/.test(scheme);
  if (schemes.every((scheme) => isWellFormed(scheme) && !isWeb(scheme) && !refusedSchemes.has(scheme)))
    return schemes;
  return refuse(
    context,
    'must be none, or a comma-separated list of URI schemes such as cursor, without http, https and the schemes that are never accepted, such as javascript',
  );
}

/** Exact: no pattern, and not `null`, which is the origin of every sandboxed page. */
function readOrigins(list: string, context: z.RefinementCtx): string[] {
  const origins = itemsOf(list);
  const isExact = (origin: string) => URL.canParse(origin) && new URL(origin).origin === origin;
  if (origins.every((origin) => isExact(origin) && !origin.includes('*'))) return origins;
  return refuse(
    context,
    'must be a comma-separated list of web origins as browsers send them, such as https://admin.example.com',
  );
}

/** Names of address ranges. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function readProxies(list: string, context: z.RefinementCtx): string[] {
  const proxies = itemsOf(list);
  if (proxies.every((proxy) => namedRanges.includes(proxy) || isAddressRange(proxy))) return proxies;
  return refuse(
    context,
    `must be a comma-separated list of addresses, ranges such as 10.0.0.0/8, or ${namedRanges.join(', ')}`,
  );
}

/** A range of all addresses would trust the header of every caller. */
function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1);
  return bits > 0 && rest.length === 0 && isPrefix && Number(prefix ?? 1) <= bits;
}

/** A random 256-bit key has at least this many different bytes; a password or a repeated pattern has fewer. */
const leastDifferentBytes = 16;

function readKeys(list: string, context: z.RefinementCtx): Uint8Array[] {
  const keys = itemsOf(list);
  const bytes = keys.map((key) => Buffer.from(key, 'base64url'));
  if (!keys.every((key) => /^[A-Za-z0-9_-]{43}$/.test(key)))
    return refuse(context, 'must be a comma-separated list of 256-bit keys of 43 base64url characters each');
  if (!bytes.every((key) => new Set(key).size >= leastDifferentBytes))
    return refuse(context, 'contains a key that is not random; generate one as .env.example describes');
  return bytes;
}

/** Only valid public keys: a verifier with a private or symmetric key could forge tokens. */
const publicJwk = z.looseObject({ kty: z.string() }).refine((jwk) => faultsOfJwk(jwk).length === 0);
const publicJwkSet = z.object({ keys: z.array(publicJwk).min(1) });

function readJwksFile(path: string, context: z.RefinementCtx): JSONWebKeySet {
  try {
    return publicJwkSet.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const isUnreadable = (error as NodeJS.ErrnoException).code !== undefined;
    return refuse(
      context,
      `names a file that ${isUnreadable ? 'cannot be read' : 'does not contain a JWK Set of valid public keys'}`,
    );
  }
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
