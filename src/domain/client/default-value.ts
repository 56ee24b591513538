import { corsOrigins } from '../uri/web-origin.ts';
import { profiles } from './profile.ts';
import type { ClientAuthMethod, FapiProfile } from './vocabulary.ts';

/**
 * Members on which the default of another member depends. They have a separate type, because the type of a registration
 * is derived from the table that contains these functions.
 */
export interface GivenMembers {
  readonly redirectUris?: readonly string[] | null | undefined;
  readonly clientAuthMethods?: readonly ClientAuthMethod[] | null | undefined;
  readonly fapiProfile?: FapiProfile | null | undefined;
  readonly isConfidential?: boolean | null | undefined;
  readonly website?: string | null | undefined;
}

/** A client is confidential, unless `none` is its only authentication method. */
export function defaultIsConfidential({ clientAuthMethods: methods }: GivenMembers): boolean {
  return methods == null || methods.length === 0 || methods.some((method) => method !== 'none');
}

/** `none` for a public client, else the method of the profile, else `client_secret_basic` (RFC 7591 §2). */
export function defaultAuthMethods(given: GivenMembers): readonly ClientAuthMethod[] {
  const isConfidential = given.isConfidential ?? defaultIsConfidential(given);
  if (!isConfidential) return ['none'];
  return [given.fapiProfile ? profiles[given.fapiProfile].defaultAuthMethod.value : 'client_secret_basic'];
}

export function derivedCorsOrigins({ redirectUris, website }: GivenMembers): readonly string[] {
  return corsOrigins(redirectUris ?? [], website ?? null);
}
