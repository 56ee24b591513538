import type {
  AllClientMetadata,
  JWKS,
  Client as ProviderClient,
  FapiProfile as ProviderProfile,
} from 'oidc-provider';
import { type Client, isUnset } from '../domain/client/client-metadata.ts';
import { type MetadataField, members, metadataFields } from '../domain/client/metadata-table.ts';
import {
  type ClientAuthMethod,
  type FapiProfile,
  tlsClientAuthMembers,
} from '../domain/client/vocabulary.ts';
import { isKnownKind, type Jwk } from '../domain/key/jwk.ts';
import { isOnLoopback } from '../domain/rule/redirect-uri.ts';
import { isWeb } from '../domain/rule/uri.ts';
import { splitAuthority } from '../domain/uri/host.ts';
import { splitUri } from '../domain/uri/uri.ts';
import { profileMetadata } from './profile-metadata.ts';
import type { Served } from './served.ts';

/** The name under which clients have the metadata that node-oidc-provider lacks. */
export const ownMember = 'clientele';

/** Registered metadata in addition to that of node-oidc-provider. */
export interface Registered {
  readonly tenantId: string;
  readonly fapiProfile: FapiProfile | null;
  /** Every registered scope, also those of resource servers. */
  readonly scopes: readonly string[];
  readonly corsOrigins: readonly string[];
  /** Seconds for which tokens are valid; null for the setting of the server. */
  readonly accessTokenLifetime: number | null;
  readonly refreshTokenLifetime: number | null;
  readonly idTokenLifetime: number | null;
}

/** The Clientele metadata of a client of node-oidc-provider; `undefined` for a client from elsewhere. */
export function registeredOf(client: ProviderClient | undefined): Registered | undefined {
  return (client as { readonly [ownMember]?: Registered } | undefined)?.[ownMember];
}

/** The FAPI profile of node-oidc-provider for a client: `features.fapi.profile`. */
export function fapiProfileOf(client: ProviderClient | undefined): ProviderProfile | undefined {
  const profile = registeredOf(client)?.fapiProfile;
  if (profile === 'fapi1_advanced') return '1.0 Final';
  return profile === 'fapi2_security' || profile === 'fapi2_message_signing' ? '2.0' : undefined;
}

/**
 * A registered client in the form of node-oidc-provider (RFC 7591 §2). It contains no secret: a digest is not a
 * `client_secret`, and any placeholder would be used as a key for HMACs and encryption.
 */
export function clientMetadata(client: Client, method: ClientAuthMethod, served: Served): AllClientMetadata {
  const { tlsClientAuth: subject } = client;
  const registered: Registered = {
    tenantId: client.tenantId,
    fapiProfile: client.fapiProfile,
    scopes: client.scopes,
    corsOrigins: client.corsOrigins,
    accessTokenLifetime: client.accessTokenLifetime,
    refreshTokenLifetime: client.refreshTokenLifetime,
    idTokenLifetime: client.idTokenLifetime,
  };
  const grantTypes = client.grantTypes.filter((grant) => served.grantTypes.has(grant));
  const isApp = isNative(client);
  const isUsable = isApp ? isForNative : isForWeb;
  return withoutNull({
    [ownMember]: registered,
    client_id: client.clientId,
    client_id_issued_at: Math.floor(client.createdAt.getTime() / 1000),
    ...standardMetadata(client),
    application_type: isApp ? 'native' : 'web',
    redirect_uris: client.redirectUris.filter(isUsable),
    post_logout_redirect_uris: client.postLogoutRedirectUris.filter(isUsable),
    default_acr_values: acrValuesOf(client, served),
    grant_types: grantTypes,
    response_types: grantTypes.includes('authorization_code') ? ['code'] : [],
    scope: scopeOf(client, served),
    jwks: client.jwks === null ? null : usableKeys(JSON.parse(client.jwks)),
    token_endpoint_auth_method: method,
    ...(subject === null ? {} : { [tlsClientAuthMembers[subject.member].restName]: subject.value }),
    ...(grantTypes.includes('urn:openid:params:grant-type:ciba')
      ? { backchannel_token_delivery_mode: 'poll' }
      : {}),
    ...profileMetadata(client, served),
  });
}

/** Members that node-oidc-provider gets in another form, computed in `clientMetadata`. */
const adapted: ReadonlySet<MetadataField> = new Set([
  ...(['clientAuthMethods', 'grantTypes', 'scopes', 'jwks', 'postLogoutRedirectUris'] as const),
]);

/** All other members of RFC 7591 and its extensions. node-oidc-provider ignores those that it does not know. */
const standardMembers = metadataFields.flatMap((field) => {
  const { rfcName } = members[field];
  return rfcName === null || adapted.has(field) ? [] : [[rfcName, field] as const];
});

function standardMetadata(client: Client): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    standardMembers
      .filter(([, field]) => !isUnset(field, client))
      .map(([rfcName, field]) => [rfcName, rfcValue(client, field)]),
  );
}

/** The value of a member as RFC 7591 writes it. */
function rfcValue(client: Client, field: MetadataField): unknown {
  const value = client[field];
  if (!Array.isArray(value)) return value;
  const { rfcForm } = members[field];
  return rfcForm === 'separated by spaces' ? value.join(' ') : rfcForm === 'one item' ? value[0] : value;
}

/**
 * The scopes that the server knows. Those of a resource server are removed where the resource is looked up. Clients with
 * refresh tokens may request `offline_access`. The list is never empty: node-oidc-provider would treat that as no limit, and
 * `offline_access` alone grants nothing.
 */
function scopeOf({ scopes, grantTypes }: Client, served: Served): string {
  const known = scopes.filter((scope) => served.scopes.has(scope));
  const isLasting = grantTypes.includes('refresh_token') || known.length === 0;
  return [...new Set(isLasting ? [...known, 'offline_access'] : known)].join(' ');
}

/** The classes that the server knows: because of another one, node-oidc-provider refuses the client in every request. */
function acrValuesOf({ defaultAcrValues }: Client, { acrValues }: Served): readonly string[] | null {
  const known = defaultAcrValues.filter((value) => acrValues.has(value));
  return known.length === 0 ? null : known;
}

/**
 * An app on the device of the user: it has a private-use scheme, or it is a public client on loopback, where any port is
 * allowed (RFC 8252 §7.1, §7.3). node-oidc-provider supports the three usual loopback addresses for this. A client without a redirect
 * URI for an app is none, although it has one for the logout.
 */
function isNative({ redirectUris, postLogoutRedirectUris, isConfidential }: Client): boolean {
  if (redirectUris.length > 0 && !redirectUris.some(isForNative)) return false;
  const parts = redirectUris.map(splitUri);
  if ([...parts, ...postLogoutRedirectUris.map(splitUri)].some(({ scheme }) => !isWeb(scheme))) return true;
  const onLoopback = parts.filter((one) => isOnLoopback(one));
  return (
    !isConfidential &&
    onLoopback.length > 0 &&
    onLoopback.every(({ scheme, authority }) => scheme === 'http' && isUsualLoopback(authority))
  );
}

/**
 * Whether node-oidc-provider accepts the URI for a native client: on loopback only http with one of the usual addresses (RFC 8252
 * §7.3). Because of one other URI, such as `https://localhost`, it refuses the client in every request.
 */
function isForNative(uri: string): boolean {
  if (!isOnLoopback(splitUri(uri))) return true;
  const { protocol, hostname } = new URL(uri);
  return isUsualLoopback(hostname) === (protocol === 'http:');
}

function isForWeb(uri: string): boolean {
  return isWeb(splitUri(uri).scheme);
}

function isUsualLoopback(authority = ''): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(splitAuthority(authority).host);
}

/**
 * The keys that node-oidc-provider may know, without empty labels: because of one other key or empty label, it refuses the
 * client in every request. RFC 7517 §5 asks to ignore keys of an unknown type.
 */
function usableKeys({ keys }: { readonly keys: readonly Jwk[] }): JWKS {
  const isLabel = (name: string) => ['alg', 'kid', 'use', 'x5c'].includes(name);
  const usable = keys
    .filter(isKnownKind)
    .map((key) =>
      Object.fromEntries(Object.entries(key).filter(([name, value]) => !(isLabel(name) && !value))),
    );
  // The rules of a registration checked the members of each key.
  return { keys: usable } as unknown as JWKS;
}

function withoutNull(metadata: Readonly<Record<string, unknown>>): AllClientMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null));
}
