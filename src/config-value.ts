import { readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { faultsOfAuthority, isLoopbackHost, splitAuthority } from './registration/host.ts';
import { faultsOfJwk } from './registration/jwk.ts';
import { refusedSchemes } from './registration/rule/redirect-uri.ts';
import { isWeb } from './registration/rule/uri.ts';
import { driverConnection } from './store/postgres-tls.ts';
import { authorityOf, PostgresUrlError, unverifiedHosts } from './store/postgres-url.ts';

/*
 * What the value of a variable of the environment may be, and what it is read as. A message says what the variable has to
 * be and never what it is, which may be a password.
 */

export const text = z.string().trim();

export const webUrl = text
  .pipe(z.url({ protocol: /^https?$/, error: 'has to be an http or https URL' }))
  .transform((url) => new URL(url));

export const jwksUrl = webUrl
  .refine(
    (url) => url.protocol === 'https:' || isLoopbackHost(url.hostname),
    'has to be https, or http on loopback: whoever can change the answer can make administrators',
  )
  .refine(
    ({ username, password }) => username === '' && password === '',
    'has to be without a user and a password, which no request for it may carry',
  );

export const postgresUrl = text.refine(
  isPostgresUrl,
  'has to be a postgres:// or postgresql:// URL with a host',
);

export const replicaUrl = postgresUrl.refine(
  (url) => !authorityOf(url).includes(','),
  'has to name one host, because replicas lag differently',
);

export const port = text
  .regex(/^\d{1,5}$/, 'has to be a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65535, 'has to be a number from 0 to 65535');

/** A whole number between bounds, both of which are allowed. */
export function number(least: number, most: number, unit: string) {
  const message = `has to be a number of ${unit} from ${least} to ${most}`;
  return text
    .regex(/^\d{1,7}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

export const onOrOff = text.pipe(z.enum(['on', 'off'], 'has to be on or off'));

export const allowedHosts = text.transform(readHosts);
export const privateUseSchemes = text.transform(readSchemes);
export const webOrigins = text.transform(readOrigins);
export const proxies = text.transform(readProxies);
export const sealingKeys = text.transform(readKeys);
export const jwksFile = text.transform(readJwksFile);

/** The driver takes several hosts with commas between them, which `URL` does not. */
function isPostgresUrl(url: string): boolean {
  const hosts = authorityOf(url).split(',');
  if (hosts[0] === '' || !/^([^%]|%[0-9A-Fa-f]{2})*$/.test(url)) return false;
  return hosts.every((host) => /^(\[[0-9A-Fa-f:.]+\]|[^:[\]]+)(:\d{1,5})?$/.test(host));
}

/** What is wrong with the TLS parameters of a URL, as it continues after the name of its variable. */
export function tlsProblems(url: string, isVerificationRequired: boolean): string[] {
  if (!isPostgresUrl(url)) return [];
  try {
    driverConnection(url);
    const hosts = isVerificationRequired ? unverifiedHosts(url) : [];
    if (hosts.length === 0) return [];
    return [
      `does not verify the server at ${hosts.join(', ')}, as DATABASE_TLS=require-verified demands; ` +
        'use sslmode=verify-full, with the file of your CA in sslrootcert',
    ];
  } catch (error) {
    if (error instanceof PostgresUrlError) return [error.message];
    throw error;
  }
}

function itemsOf(list: string): string[] {
  return list.split(',').map((item) => item.trim());
}

/** Hosts as they stand in a URL: an IPv6 address gets its brackets. */
function readHosts(list: string, context: z.RefinementCtx): string[] {
  const hosts = itemsOf(list.toLowerCase()).map((host) => (isIPv6(host) ? `[${host}]` : host));
  if (hosts.every((host) => splitAuthority(host).host === host && faultsOfAuthority(host).length === 0))
    return hosts;
  const message =
    'has to be host names or addresses, without scheme, port, path or pattern, with commas between them';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Schemes of apps; none that a browser itself gives a meaning. */
function readSchemes(list: string, context: z.RefinementCtx): string[] {
  const schemes = itemsOf(list.toLowerCase());
  if (list === 'none') return [];
  const isWellFormed = (scheme: string) => /^[a-z][a-z0-9+.-]{0,62}$/.test(scheme);
  if (schemes.every((scheme) => isWellFormed(scheme) && !isWeb(scheme) && !refusedSchemes.has(scheme)))
    return schemes;
  const message =
    'must be none, or a comma-separated list of URI schemes such as cursor, without http, https and the schemes that are never accepted, such as javascript';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Exact: no pattern, no `null`, which every sandboxed page has for an origin. */
function readOrigins(list: string, context: z.RefinementCtx): string[] {
  const origins = itemsOf(list);
  const isExact = (origin: string) => URL.canParse(origin) && new URL(origin).origin === origin;
  if (origins.every((origin) => isExact(origin) && !origin.includes('*'))) return origins;
  const message =
    'has to be web origins as browsers send them, such as https://admin.example.com, with commas between them';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Ranges that have a name. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

function readProxies(list: string, context: z.RefinementCtx): string[] {
  const proxies = itemsOf(list);
  if (proxies.every((proxy) => namedRanges.includes(proxy) || isAddressRange(proxy))) return proxies;
  const message = `has to be addresses, ranges such as 10.0.0.0/8, or ${namedRanges.join(', ')}, with commas between them`;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** A range of all addresses would believe everyone. */
function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1);
  return bits > 0 && rest.length === 0 && isPrefix && Number(prefix ?? 1) <= bits;
}

/** Fewer different bytes than this no random key has, but a password or a repeated pattern does. */
const leastDifferentBytes = 16;

function readKeys(list: string, context: z.RefinementCtx): Uint8Array[] {
  const keys = itemsOf(list);
  const bytes = keys.map((key) => Buffer.from(key, 'base64url'));
  const isWellFormed = keys.every((key) => /^[A-Za-z0-9_-]{43}$/.test(key));
  const isRandom = bytes.every((key) => new Set(key).size >= leastDifferentBytes);
  if (isWellFormed && isRandom) return bytes;
  const message = isWellFormed
    ? 'holds a key that is not random; make one as .env.example says'
    : 'has to be 256-bit keys of 43 base64url characters each, with commas between them';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Public and sound: a verifier that holds a private or symmetric key could forge what it verifies. */
const publicJwk = z.looseObject({ kty: z.string() }).refine((jwk) => faultsOfJwk(jwk).length === 0);
const publicJwkSet = z.object({ keys: z.array(publicJwk).min(1) });

function readJwksFile(path: string, context: z.RefinementCtx): JSONWebKeySet {
  try {
    return publicJwkSet.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const unreadable = (error as NodeJS.ErrnoException).code !== undefined;
    const reason = unreadable ? 'cannot be read' : 'does not hold a JWK Set of sound public keys';
    context.addIssue({ code: 'custom', message: `names a file that ${reason}` });
    return z.NEVER;
  }
}
