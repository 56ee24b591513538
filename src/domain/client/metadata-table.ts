import type { Issue, IssuePath } from '../error/issue.ts';
import { maxKeys, maxOctets } from '../key/jwk-set.ts';
import { checkAcrValues, maxAcrValues } from '../rule/acr-value.ts';
import { checkContacts, maxContacts } from '../rule/contact.ts';
import { adviseHttp, checkDisplayUrl } from '../rule/display-url.ts';
import { maxAddressLength } from '../rule/email-address.ts';
import { checkHttpsUri } from '../rule/https-uri.ts';
import { checkJwksUri } from '../rule/jwks-uri.ts';
import { maxItems } from '../rule/list.ts';
import { checkDescription, checkName, maxDescriptionLength } from '../rule/name.ts';
import { checkPrintable, maxPrintableLength } from '../rule/printable.ts';
import { checkRequestUris, maxRequestUriLength } from '../rule/request-uri.ts';
import { checkScopes, maxScopeLength } from '../rule/scope.ts';
import { checkMaxAge, checkTokenLifetime, maxAge, maxTokenLifetime } from '../rule/seconds.ts';
import { maxUriLength } from '../rule/uri.ts';
import { maxNameLength } from './client-name.ts';
import {
  defaultAuthMethods,
  defaultIsConfidential,
  derivedCorsOrigins,
  type GivenMembers,
} from './default-value.ts';
import { types, type ValueType } from './value-type.ts';

/** Marks a member without a default: a registration must have it, and a change cannot clear it. */
const required = undefined;

/** Checks a single value. Rules about several members are in `domain/rule/check-registration.ts`. */
type Check<Given> = (value: Given, path: IssuePath) => readonly Issue[];

/** The REST responses that contain a client: of a registration, of a read or a change, and of a clone. */
export type ClientResponse = 'created' | 'read' | 'cloned';

/** A section of the form in the console. */
type FormSection = 'about' | 'profile' | 'auth' | 'access' | 'display';

/** Who sets a member. `server`: it is derived from other members, so it is in responses but not in inputs. */
type Setter = 'anyone' | 'administrator' | 'server';

/** All properties of a member of client metadata. Its GraphQL name is its key in the table. */
interface Member<Given, Kept, Default, SetBy extends Setter> {
  readonly type: ValueType<Given, Kept>;
  /** Name in REST, in files of an import or export, and of its column. */
  readonly restName: string;
  /** Name in RFC 7591 and its extensions, which REST accepts as well; `null` where they have no such member. */
  readonly rfcName: string | null;
  /** How RFC 7591 writes a list in one string. Default: as a list. */
  readonly rfcForm?: 'one item' | 'separated by spaces';
  /** Responses of the AuthMS API have this list as JSON text in a string. Default: as a list. */
  readonly restForm?: 'JSON text';
  /** REST responses with the member, which differ in the AuthMS API. Default: those with a created and with a read client. */
  readonly restResponses?: readonly ClientResponse[];
  readonly setBy: SetBy;
  /** The value of a member that is absent or null. A function reads the given members. */
  readonly default: Default | ((given: GivenMembers) => Default);
  /** Checks the value, which may have any length. `null`: a rule about several members checks it. */
  readonly check: Check<Given> | null;
  readonly advise?: Check<Given>;
  /** Features that exclude the member. Default: none. */
  readonly leftOutOf?: readonly ('audit' | 'clone' | 'purge')[];
  /** Its columns in `store/table.ts`. Default: none, the value is in the JSON column `otherMetadata`. */
  readonly columns?: readonly string[];
  /** Cost of the field in GraphQL, by its largest size. Default: 1. */
  readonly cost?: number;
  /** Section of the console's form. A member that the server sets has none. */
  readonly section: SetBy extends 'server' ? null : FormSection;
  /** The clause that defines it. The console shows it. */
  readonly clause: string;
  /** Of the value that a client has. */
  readonly description: string;
  /** Of the value in a registration: form, limits, default. A member that the server sets has none. */
  readonly input: SetBy extends 'server' ? null : string;
  /** Of the value in a change. Default: as in a registration. */
  readonly change?: string;
  /** An example of a valid value. */
  readonly example: NoInfer<Given>;
}

/** Checks an entry against its type. */
function member<Given, Kept, const Default extends Kept | null | typeof required, const SetBy extends Setter>(
  entry: Member<Given, Kept, Default, SetBy>,
): Member<Given, Kept, Default, SetBy> {
  return entry;
}

const shown = (limit: number) => limit.toLocaleString('en-US');

/** Every member of client metadata, in the order in which a form shows them and issues are listed. */
const metadataTable = {
  name: member({
    type: types.name,
    restName: 'name',
    rfcName: 'client_name',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: required,
    check: checkName,
    columns: ['name', 'nameKey'],
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'The name shown on the consent screen: `client_name` (RFC 7591 §2).',
    input: `The name shown on the consent screen. 1 to ${maxNameLength} characters after trimming.`,
    change: `1 to ${maxNameLength} characters after trimming; cannot be cleared.`,
    example: 'My app',
  }),
  redirectUris: member({
    type: types.uriList,
    restName: 'redirect_uris',
    rfcName: 'redirect_uris',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: [],
    check: null,
    columns: ['redirectUris'],
    cost: 75,
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'URIs that may receive authorization responses, compared as exact strings (RFC 9700 §2.1).',
    input: `URIs that may receive authorization responses: at most ${maxItems} absolute URIs without a fragment, each with at most ${shown(maxUriLength)} characters. Required with the grant \`AUTHORIZATION_CODE\`. Default: none.`,
    change: `Replaces the list, at most ${maxItems} URIs. Null removes all; refused with the grant \`AUTHORIZATION_CODE\`.`,
    example: ['https://app.example.com/callback'],
  }),
  clientAuthMethods: member({
    type: types.clientAuthMethodList,
    restName: 'client_auth_methods',
    rfcName: 'token_endpoint_auth_method',
    rfcForm: 'one item',
    restForm: 'JSON text',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: defaultAuthMethods,
    check: null,
    columns: ['clientAuthMethods'],
    section: 'auth',
    clause: 'RFC 7591 §2',
    description: 'The authentication methods that the client may use at the token endpoint.',
    input:
      'The authentication methods at the token endpoint. Default: `CLIENT_SECRET_BASIC` for a confidential client, `PRIVATE_KEY_JWT` with a FAPI profile, `NONE` for a public client.',
    change: 'Replaces the list. Null restores the default, which can be a method with a secret.',
    example: ['client_secret_post'],
  }),
  tlsClientAuth: member({
    type: types.tlsClientAuth,
    // REST and RFC 8705 have five members for it: `tlsClientAuthMembers`.
    restName: 'tls_client_auth',
    rfcName: null,
    setBy: 'anyone',
    default: null,
    check: null,
    columns: ['tlsClientAuthMember', 'tlsClientAuthValue'],
    section: 'auth',
    clause: 'RFC 8705 §2.1.2',
    description: 'The certificate subject that `TLS_CLIENT_AUTH` requires.',
    input: 'The certificate subject. Required with `TLS_CLIENT_AUTH`.',
    change: 'The certificate subject. Required with `TLS_CLIENT_AUTH`.',
    example: { sanDns: 'app.example.com' },
  }),
  isConfidential: member({
    type: types.boolean,
    restName: 'is_confidential',
    rfcName: null,
    setBy: 'administrator',
    default: defaultIsConfidential,
    check: null,
    leftOutOf: ['purge'],
    columns: ['isConfidential'],
    section: 'about',
    clause: 'RFC 6749 §2.1',
    description: 'Whether the client is confidential: it can keep a credential secret (RFC 6749 §2.1).',
    input:
      'Whether the client is confidential. Default: true, or false if the only authentication method is `NONE`.',
    change:
      'Whether the client is confidential. Null means true, or false if the only authentication method is `NONE`.',
    example: true,
  }),
  grantTypes: member({
    type: types.grantTypeList,
    restName: 'grant_types',
    rfcName: 'grant_types',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: ['authorization_code'],
    check: null,
    columns: ['grantTypes'],
    section: 'access',
    clause: 'RFC 7591 §2',
    description: 'The grant types that the client may use.',
    input: 'The grant types that the client may use. Default: only `AUTHORIZATION_CODE`.',
    change: 'Replaces the list. Null means only `AUTHORIZATION_CODE`.',
    example: ['authorization_code', 'refresh_token'],
  }),
  fapiProfile: member({
    type: types.fapiProfile,
    restName: 'fapi_profile',
    rfcName: null,
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: null,
    check: null,
    columns: ['fapiProfile'],
    section: 'profile',
    clause: 'OpenID FAPI 1.0 and 2.0',
    description: 'The FAPI profile of the client; null for none.',
    input: 'The FAPI profile of the client. Default: none.',
    change: 'The FAPI profile of the client. Null removes it.',
    example: 'fapi1',
  }),
  scopes: member({
    type: types.scopeList,
    restName: 'scopes',
    rfcName: 'scope',
    rfcForm: 'separated by spaces',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: ['openid'],
    check: checkScopes,
    columns: ['scopes'],
    cost: 10,
    section: 'access',
    clause: 'RFC 6749 §3.3',
    description: 'The scopes that the client may request (RFC 6749 §3.3).',
    input: `The scopes that the client may request: at most ${maxItems}, each with at most ${maxScopeLength} characters. Default: only \`openid\`.`,
    change: 'Replaces the list. Null means only `openid`.',
    example: ['openid', 'profile'],
  }),
  jwks: member({
    type: types.jwks,
    restName: 'jwks',
    rfcName: 'jwks',
    restResponses: ['created'],
    setBy: 'anyone',
    default: null,
    check: null,
    columns: ['jwks'],
    cost: 50,
    section: 'auth',
    clause: 'RFC 7591 §2',
    description: "The client's public keys as a JWK Set; null if they are at `jwksUri` or absent.",
    input: `A JWK Set of public keys as JSON text, with at most ${maxOctets / 1024} KiB and ${maxKeys} keys. Cannot be combined with \`jwksUri\`.`,
    change: 'A JWK Set of public keys as JSON text. Cannot be combined with `jwksUri`.',
    example: '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}',
  }),
  jwksUri: member({
    type: types.uri,
    restName: 'jwks_uri',
    rfcName: 'jwks_uri',
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'anyone',
    default: null,
    check: checkJwksUri,
    columns: ['jwksUri'],
    section: 'auth',
    clause: 'RFC 7591 §2',
    description: "The URL of the client's JWK Set.",
    input: "An https URL of the client's JWK Set. Cannot be combined with `jwks`.",
    example: 'https://app.example.com/jwks.json',
  }),
  logoUrl: member({
    type: types.uri,
    restName: 'logo_url',
    rfcName: 'logo_uri',
    setBy: 'anyone',
    default: null,
    check: checkDisplayUrl,
    advise: adviseHttp,
    columns: ['logoUrl'],
    section: 'display',
    clause: 'RFC 7591 §2',
    description: 'The URL of an image for the consent screen.',
    input: 'The http or https URL of an image for the consent screen.',
    example: 'https://app.example.com/logo.png',
  }),
  website: member({
    type: types.uri,
    restName: 'website',
    rfcName: 'client_uri',
    setBy: 'anyone',
    default: null,
    check: checkDisplayUrl,
    advise: adviseHttp,
    columns: ['website'],
    section: 'display',
    clause: 'RFC 7591 §2',
    description: "The client's home page: `client_uri` (RFC 7591 §2).",
    input: 'The http or https URL of the home page.',
    example: 'https://app.example.com/',
  }),
  privacyPolicy: member({
    type: types.uri,
    restName: 'privacy_policy',
    rfcName: 'policy_uri',
    setBy: 'anyone',
    default: null,
    check: checkDisplayUrl,
    advise: adviseHttp,
    columns: ['privacyPolicy'],
    section: 'display',
    clause: 'RFC 7591 §2',
    description: "The client's privacy policy: `policy_uri` (RFC 7591 §2).",
    input: 'The http or https URL of the privacy policy.',
    example: 'https://app.example.com/privacy',
  }),
  termsUrl: member({
    type: types.uri,
    restName: 'terms_url',
    rfcName: 'tos_uri',
    setBy: 'anyone',
    default: null,
    check: checkDisplayUrl,
    advise: adviseHttp,
    columns: ['termsUrl'],
    section: 'display',
    clause: 'RFC 7591 §2',
    description: "The client's terms of service: `tos_uri` (RFC 7591 §2).",
    input: 'The http or https URL of the terms of service.',
    example: 'https://app.example.com/terms',
  }),
  contacts: member({
    type: types.contactList,
    restName: 'contacts',
    rfcName: 'contacts',
    setBy: 'anyone',
    default: [],
    check: checkContacts,
    cost: 2,
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'E-mail addresses of the people responsible for the client.',
    input: `E-mail addresses of the people responsible for the client: at most ${maxContacts}, each with at most ${maxAddressLength} characters. Default: none.`,
    change: `Replaces the list, at most ${maxContacts} e-mail addresses. Null removes all.`,
    example: ['admin@example.com'],
  }),
  softwareId: member({
    type: types.printable,
    restName: 'software_id',
    rfcName: 'software_id',
    setBy: 'anyone',
    default: null,
    check: checkPrintable,
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'The id of the client software, the same for all its installations and versions.',
    input: `The id of the client software, the same for all its installations and versions. 1 to ${maxPrintableLength} printable characters. Default: none.`,
    example: '4NRB1-0XZABZI9E6-5SM3R',
  }),
  softwareVersion: member({
    type: types.printable,
    restName: 'software_version',
    rfcName: 'software_version',
    setBy: 'anyone',
    default: null,
    check: checkPrintable,
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'The version of the client software that `softwareId` identifies.',
    input: `The version of the client software that \`softwareId\` identifies. 1 to ${maxPrintableLength} printable characters. Default: none.`,
    example: '2.1.0',
  }),
  initiateLoginUri: member({
    type: types.uri,
    restName: 'initiate_login_uri',
    rfcName: 'initiate_login_uri',
    setBy: 'anyone',
    default: null,
    check: checkHttpsUri,
    section: 'access',
    clause: 'OpenID Connect Core §4',
    description: 'The https URL at which other parties can start a login at the client.',
    input: 'The https URL at which other parties can start a login at the client. Default: none.',
    example: 'https://app.example.com/login',
  }),
  postLogoutRedirectUris: member({
    type: types.uriList,
    restName: 'post_logout_redirect_uris',
    rfcName: 'post_logout_redirect_uris',
    setBy: 'anyone',
    default: [],
    check: null,
    cost: 75,
    section: 'access',
    clause: 'OpenID Connect RP-Initiated Logout §3.1',
    description: 'URIs to which browsers may be redirected after a logout, compared as exact strings.',
    input: `URIs to which browsers may be redirected after a logout: at most ${maxItems}, with the same rules as redirect URIs. Default: none.`,
    change: `Replaces the list, at most ${maxItems} URIs. Null removes all.`,
    example: ['https://app.example.com/logged-out'],
  }),
  requestUris: member({
    type: types.requestUriList,
    restName: 'request_uris',
    rfcName: 'request_uris',
    setBy: 'anyone',
    default: [],
    check: checkRequestUris,
    cost: 20,
    section: 'access',
    clause: 'OpenID Connect Core §6.2',
    description: 'URIs of request objects that the client may use. A fragment is the digest of the object.',
    input: `https URIs of request objects that the client may use: at most ${maxItems}, each with at most ${maxRequestUriLength} characters. A fragment is the digest of the object. Default: none.`,
    change: `Replaces the list, at most ${maxItems} https URIs. Null removes all.`,
    example: ['https://app.example.com/request.jwt#GkurKxf5T0Y-mnPFCHqWOMiZi4VS138cQO_V7PZHAdM'],
  }),
  defaultAcrValues: member({
    type: types.acrValueList,
    restName: 'default_acr_values',
    rfcName: 'default_acr_values',
    setBy: 'anyone',
    default: [],
    check: checkAcrValues,
    cost: 2,
    section: 'access',
    clause: 'OpenID Connect Dynamic Client Registration §2',
    description: 'Authentication context classes that requests ask for by default, most preferred first.',
    input: `Authentication context classes that requests ask for by default, most preferred first: at most ${maxAcrValues}, each with 1 to ${maxPrintableLength} printable ASCII characters without spaces. Default: none.`,
    change: `Replaces the list, at most ${maxAcrValues} values. Null removes all.`,
    example: ['urn:mace:incommon:iap:silver'],
  }),
  requireAuthTime: member({
    type: types.boolean,
    restName: 'require_auth_time',
    rfcName: 'require_auth_time',
    setBy: 'anyone',
    default: false,
    check: null,
    section: 'access',
    clause: 'OpenID Connect Dynamic Client Registration §2',
    description: 'Whether ID tokens must contain the time of the authentication, `auth_time`.',
    input: 'Whether ID tokens must contain the time of the authentication, `auth_time`. Default: false.',
    example: true,
  }),
  defaultMaxAge: member({
    type: types.maxAge,
    restName: 'default_max_age',
    rfcName: 'default_max_age',
    setBy: 'anyone',
    default: null,
    check: checkMaxAge,
    section: 'access',
    clause: 'OpenID Connect Dynamic Client Registration §2',
    description:
      'Seconds after an authentication at which the user must authenticate again; null for no limit.',
    input: `Seconds after an authentication at which the user must authenticate again: 0 to ${shown(maxAge)}. Default: no limit.`,
    example: 3600,
  }),
  description: member({
    type: types.description,
    restName: 'description',
    rfcName: null,
    setBy: 'administrator',
    default: null,
    check: checkDescription,
    cost: 2,
    section: 'about',
    clause: 'RFC 7591 §2',
    description: 'A description of the client for administrators.',
    input: `A description of the client for administrators. 1 to ${shown(maxDescriptionLength)} characters after trimming. Default: none.`,
    example: 'The shop of the sales department',
  }),
  accessTokenLifetime: member({
    type: types.tokenLifetime,
    restName: 'access_token_lifetime',
    rfcName: null,
    setBy: 'administrator',
    default: null,
    check: checkTokenLifetime,
    section: 'access',
    clause: 'RFC 6749 §5.1',
    description:
      'Seconds for which access tokens of the client are valid; null for the setting of the authorization server.',
    input: `Seconds for which access tokens of the client are valid: 1 to ${shown(maxTokenLifetime)}. Default: the setting of the authorization server.`,
    example: 3600,
  }),
  refreshTokenLifetime: member({
    type: types.tokenLifetime,
    restName: 'refresh_token_lifetime',
    rfcName: null,
    setBy: 'administrator',
    default: null,
    check: checkTokenLifetime,
    section: 'access',
    clause: 'RFC 6749 §1.5',
    description:
      'Seconds for which refresh tokens of the client are valid; null for the setting of the authorization server.',
    input: `Seconds for which refresh tokens of the client are valid: 1 to ${shown(maxTokenLifetime)}. Default: the setting of the authorization server.`,
    example: 3600,
  }),
  idTokenLifetime: member({
    type: types.tokenLifetime,
    restName: 'id_token_lifetime',
    rfcName: null,
    setBy: 'administrator',
    default: null,
    check: checkTokenLifetime,
    section: 'access',
    clause: 'OpenID Connect Core §2',
    description:
      'Seconds for which ID tokens of the client are valid; null for the setting of the authorization server.',
    input: `Seconds for which ID tokens of the client are valid: 1 to ${shown(maxTokenLifetime)}. Default: the setting of the authorization server.`,
    example: 3600,
  }),
  corsOrigins: member({
    type: types.originList,
    restName: 'cors_origins',
    rfcName: null,
    restResponses: ['created', 'read', 'cloned'],
    setBy: 'server',
    default: derivedCorsOrigins,
    check: null,
    columns: ['corsOrigins'],
    cost: 10,
    section: null,
    clause: 'RFC 6454 §4',
    description:
      'The web origins of the client, derived from `redirectUris` and `website`: https, or http on loopback.',
    input: null,
    example: ['https://app.example.com'],
  }),
} as const;

type Table = typeof metadataTable;
export type MetadataField = keyof Table;
type FieldSetBy<SetBy extends Setter> = {
  [Field in MetadataField]: Table[Field] extends Member<infer _Given, infer _Kept, infer _Default, SetBy>
    ? Field
    : never;
}[MetadataField];

/** A member that the server derives from others. */
export type DerivedField = FieldSetBy<'server'>;
/** A member of inputs. */
export type RegistrationField = Exclude<MetadataField, DerivedField>;

/** The value in an input. */
export type Given<Field extends MetadataField> =
  Table[Field] extends Member<infer Value, infer _Kept, infer _Default, infer _SetBy> ? Value : never;
/** The value of a client. */
export type Kept<Field extends MetadataField> =
  Table[Field] extends Member<infer _Given, infer Value, infer Default, infer _SetBy>
    ? Value | Extract<Default, null>
    : never;

/** A required member of a registration. */
export type RequiredField = {
  [Field in MetadataField]: Table[Field] extends Member<infer _G, infer _K, typeof required, infer _S>
    ? Field
    : never;
}[MetadataField];

/** An entry without its specific types, for loops over the table. */
export type AnyMember = Omit<Member<unknown, unknown, unknown, Setter>, 'check' | 'advise' | 'default'> & {
  readonly check?: Check<unknown>;
  readonly advise?: Check<unknown>;
  readonly default: unknown;
};

/** The entry of a field by its name. Loops over the table cannot have a narrower type. */
export const members = metadataTable as Readonly<Record<MetadataField, AnyMember>>;

export const metadataFields = Object.keys(metadataTable) as MetadataField[];
export const registrationFields = metadataFields.filter(
  (field): field is RegistrationField => members[field].setBy !== 'server',
);
export const derivedFields = metadataFields.filter(
  (field): field is DerivedField => members[field].setBy === 'server',
);
export const requiredFields = registrationFields.filter(
  (field): field is RequiredField => members[field].default === required,
);

/** The fields that an audit event, a clone or a purge includes. */
export function fieldsOf(use: NonNullable<AnyMember['leftOutOf']>[number]): MetadataField[] {
  return metadataFields.filter((field) => !members[field].leftOutOf?.includes(use));
}

export function isMetadataField(name: unknown): name is MetadataField {
  return typeof name === 'string' && Object.hasOwn(metadataTable, name);
}
