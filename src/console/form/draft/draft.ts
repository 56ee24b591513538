import type {
  CreateOAuthClientInput,
  OAuthClientAuthMethod,
  OAuthClientQuery,
  OAuthFapiProfile,
  OAuthGrantType,
  OAuthTlsClientAuthInput,
} from '../../document.ts';
import { metadataMembers } from '../../metadata-member.ts';
import {
  type FlagField,
  flagFields,
  forFields,
  integerFields,
  linesFields,
  linesOf,
  plainFields,
  type TypedField,
  typedFields,
} from '../form-field.ts';

/** A client as the server returns it. */
export type StoredClient = NonNullable<OAuthClientQuery['oauthClient']>;

/** The source of a client's public keys (RFC 7591 §2: `jwks` or `jwks_uri`, not both). */
export type KeySource = 'none' | 'jwks' | 'jwksUri';

/** The certificate subject of a `tls_client_auth` client (RFC 8705 §2.1.2). */
export const subjectMembers = ['subjectDn', 'sanDns', 'sanUri', 'sanIp', 'sanEmail'] as const;
export type SubjectMember = (typeof subjectMembers)[number];

/** A row of a list. Its id is kept when earlier rows are removed, so that its messages stay with it. */
export interface Row {
  readonly id: number;
  readonly text: string;
}

/** The content of the form. Hidden parts are kept, so that switching back loses nothing. */
export type Draft = ChosenParts & { readonly [Field in TypedField]: string } & {
  readonly [Field in FlagField]: boolean;
};

interface ChosenParts {
  /** At least one row, which may be empty. */
  readonly redirectUris: readonly Row[];
  /** The id of the next row. Ids are not reused, because messages of a removed row would appear at a new one. */
  readonly nextRow: number;
  readonly isConfidential: boolean;
  readonly clientAuthMethods: readonly OAuthClientAuthMethod[];
  readonly grantTypes: readonly OAuthGrantType[];
  readonly scopes: readonly string[];
  readonly fapiProfile: OAuthFapiProfile | null;
  readonly keySource: KeySource;
  readonly jwks: string;
  readonly subjectMember: SubjectMember;
  readonly subject: string;
}

/** The fields as they are sent; null for the default of the server. */
export type Fields = {
  readonly [Field in keyof CreateOAuthClientInput]-?: Exclude<CreateOAuthClientInput[Field], undefined>;
};
export type Field = keyof Fields;

/** A new draft with the visible defaults of the server. */
export const emptyDraft: Draft = {
  ...forFields(typedFields, () => ''),
  ...forFields(flagFields, (field) => metadataMembers[field].initial),
  redirectUris: [{ id: 0, text: '' }],
  nextRow: 1,
  isConfidential: true,
  clientAuthMethods: ['CLIENT_SECRET_BASIC'],
  grantTypes: ['AUTHORIZATION_CODE'],
  scopes: ['openid'],
  fapiProfile: null,
  keySource: 'none',
  jwks: '',
  subjectMember: 'subjectDn',
  subject: '',
};

/** Without the `client_id`, which a change cannot have. */
export function draftOf(client: StoredClient): Draft {
  const { tlsClientAuth: subject } = client;
  const subjectMember = subjectMembers.find((member) => subject?.[member] != null) ?? 'subjectDn';
  return {
    ...forFields(typedFields, (field) => (field === 'clientId' ? '' : typedOf(client[field]))),
    ...forFields(flagFields, (field) => client[field]),
    redirectUris: rowsOf(client.redirectUris),
    nextRow: Math.max(client.redirectUris.length, 1),
    isConfidential: client.isConfidential,
    clientAuthMethods: client.clientAuthMethods,
    grantTypes: client.grantTypes,
    scopes: client.scopes,
    fapiProfile: client.fapiProfile ?? null,
    keySource: client.jwksUri != null ? 'jwksUri' : client.jwks != null ? 'jwks' : 'none',
    jwks: client.jwks ?? '',
    subjectMember,
    subject: subject?.[subjectMember] ?? '',
  };
}

export function fieldsOf(draft: Draft): Fields {
  const { keySource, subject, subjectMember } = draft;
  return {
    ...forFields(plainFields, (field) => textOrNull(draft[field])),
    ...forFields(linesFields, (field) => listOrNull(linesOf(draft[field]).map(({ text }) => text))),
    ...forFields(integerFields, (field) => (draft[field] === '' ? null : Number(draft[field]))),
    ...forFields(flagFields, (field) =>
      draft[field] === metadataMembers[field].initial ? null : draft[field],
    ),
    name: draft.name,
    redirectUris: listOrNull(filledRows(draft).map(({ text }) => text.trim())),
    isConfidential: draft.isConfidential,
    clientAuthMethods: listOrNull(draft.clientAuthMethods),
    grantTypes: listOrNull(draft.grantTypes),
    scopes: listOrNull(draft.scopes),
    fapiProfile: draft.fapiProfile,
    // Byte for byte, as the server stores it.
    jwks: keySource === 'jwks' && draft.jwks.trim() !== '' ? draft.jwks : null,
    jwksUri: keySource === 'jwksUri' ? textOrNull(draft.jwksUri) : null,
    // TypeScript widens a computed name to string; the input type requires exactly one of its members.
    tlsClientAuth:
      subject.trim() === '' ? null : ({ [subjectMember]: subject.trim() } as OAuthTlsClientAuthInput),
  };
}

/** The input of a registration. Required fields are present although they are empty; empty optional ones are omitted. */
export function inputOf(draft: Draft): CreateOAuthClientInput {
  const given = Object.entries(fieldsOf(draft)).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as CreateOAuthClientInput;
}

/** The rows that are sent, in the order of their indexes in the input. */
export function filledRows({ redirectUris }: Draft): readonly Row[] {
  return redirectUris.filter(({ text }) => text.trim() !== '');
}

/** Whether the client needs a redirect URI. Without a grant it gets the authorization code grant. */
export function needsRedirectUri({ grantTypes }: Draft): boolean {
  return grantTypes.length === 0 || grantTypes.includes('AUTHORIZATION_CODE');
}

/**
 * A certificate subject is used only with `tls_client_auth`. An unused one is shown, because it could not be removed
 * otherwise.
 */
export function showsSubject({ clientAuthMethods, subject }: Draft): boolean {
  return clientAuthMethods.includes('TLS_CLIENT_AUTH') || subject.trim() !== '';
}

/** A client without redirect URIs has an empty row for input. */
function rowsOf(uris: readonly string[]): Row[] {
  return uris.length === 0 ? [{ id: 0, text: '' }] : uris.map((text, id) => ({ id, text }));
}

/** A stored value as it is typed: each item of a list on a line. */
function typedOf(value: string | number | readonly string[] | null | undefined): string {
  return typeof value === 'object' ? (value ?? []).join('\n') : `${value ?? ''}`;
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function listOrNull<T>(items: readonly T[]): T[] | null {
  return items.length === 0 ? null : [...items];
}
