import { profiles } from './profile.ts';
import type {
  ClientAuthMethod,
  ClientStatus,
  FapiProfile,
  GrantType,
  TlsClientAuthMember,
} from './vocabulary.ts';

/** What a caller gives to register a client: GraphQL's `CreateOAuthClientInput`. `null` means the same as absent. */
export interface RegistrationInput {
  readonly name: string;
  /** Required where a grant redirects. */
  readonly redirectUris?: readonly string[] | null | undefined;
  readonly clientAuthMethods?: readonly ClientAuthMethod[] | null | undefined;
  readonly fapiProfile?: FapiProfile | null | undefined;
  readonly grantTypes?: readonly GrantType[] | null | undefined;
  readonly isConfidential?: boolean | null | undefined;
  readonly jwks?: string | null | undefined;
  readonly jwksUri?: string | null | undefined;
  readonly logoUrl?: string | null | undefined;
  readonly privacyPolicy?: string | null | undefined;
  readonly scopes?: readonly string[] | null | undefined;
  readonly termsUrl?: string | null | undefined;
  /** One member is given: GraphQL's `@oneOf`. */
  readonly tlsClientAuth?: TlsClientAuthInput | null | undefined;
  readonly website?: string | null | undefined;
}

export type TlsClientAuthInput = Readonly<Partial<Record<TlsClientAuthMember, string | null | undefined>>>;

/** The one certificate subject of a client (RFC 8705 §2.1.2). */
export interface TlsClientAuthSubject {
  readonly member: TlsClientAuthMember;
  readonly value: string;
}

/** The metadata of a client with every default in its place. */
export interface ClientMetadata {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly clientAuthMethods: readonly ClientAuthMethod[];
  readonly fapiProfile: FapiProfile | null;
  readonly grantTypes: readonly GrantType[];
  readonly isConfidential: boolean;
  /** A JWK Set as JSON text, byte for byte as given. */
  readonly jwks: string | null;
  readonly jwksUri: string | null;
  readonly logoUrl: string | null;
  readonly privacyPolicy: string | null;
  readonly scopes: readonly string[];
  readonly termsUrl: string | null;
  readonly tlsClientAuth: TlsClientAuthSubject | null;
  readonly website: string | null;
}

/** A registered client, as the store keeps it. Its secrets are kept apart. */
export interface Client extends ClientMetadata {
  /** ULID, 26 characters: sorts by the time of registration. */
  readonly id: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly corsOrigins: readonly string[];
  readonly status: ClientStatus;
  /** Counts the changes of the client and of its secrets, from 1: what `expectedVersion` and `If-Match` compare. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The day, in UTC, on which the client last authenticated; `null` when it never did. */
  readonly lastUsedAt: Date | null;
  /** When the client was deleted; `null` for one that was not. */
  readonly deletedAt: Date | null;
}

/**
 * Fills in the defaults (RFC 7591 §2), drops what stands twice in a list and trims the name. URIs stay byte for byte
 * as given, because redirect URIs are compared as strings (RFC 9700 §2.1).
 */
export function withDefaults(input: RegistrationInput): ClientMetadata {
  const isConfidential = input.isConfidential ?? !isPublicByMethod(input.clientAuthMethods);
  return {
    name: input.name.trim(),
    redirectUris: distinct(input.redirectUris ?? []),
    clientAuthMethods: distinct(input.clientAuthMethods ?? [defaultAuthMethod(input, isConfidential)]),
    fapiProfile: input.fapiProfile ?? null,
    grantTypes: distinct(input.grantTypes ?? ['authorization_code']),
    isConfidential,
    jwks: input.jwks ?? null,
    jwksUri: input.jwksUri ?? null,
    logoUrl: input.logoUrl ?? null,
    privacyPolicy: input.privacyPolicy ?? null,
    scopes: distinct(input.scopes ?? ['openid']),
    termsUrl: input.termsUrl ?? null,
    tlsClientAuth: subjectOf(input.tlsClientAuth),
    website: input.website ?? null,
  };
}

function isPublicByMethod(methods: RegistrationInput['clientAuthMethods']): boolean {
  return methods != null && methods.length > 0 && methods.every((method) => method === 'none');
}

function defaultAuthMethod(input: RegistrationInput, isConfidential: boolean): ClientAuthMethod {
  if (!isConfidential) return 'none';
  return input.fapiProfile ? profiles[input.fapiProfile].defaultAuthMethod.value : 'client_secret_basic';
}

function subjectOf(input: RegistrationInput['tlsClientAuth']): TlsClientAuthSubject | null {
  const [given] = Object.entries(input ?? {}).flatMap(([member, value]) =>
    value == null ? [] : [{ member: member as TlsClientAuthMember, value }],
  );
  return given ?? null;
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
