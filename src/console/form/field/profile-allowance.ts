import type { OAuthClientAuthMethod, OAuthGrantType, RegistrationProfilesQuery } from '../../document.ts';
import type { Draft } from '../draft/draft.ts';

/** A FAPI profile as the server describes it: each requirement with its clause. */
export type Profile = NonNullable<RegistrationProfilesQuery['registrationProfiles']>[number];

/** The reason why an option is not allowed. */
export interface Refusal {
  readonly by: 'profile' | 'kind';
  /** The clause that forbids it. */
  readonly reference: string;
}

type Kind = Pick<Draft, 'isConfidential'>;

/** Under every profile, a public client has no credential and a confidential one has one. */
export function refusalOfMethod(
  method: OAuthClientAuthMethod,
  { isConfidential }: Kind,
  profile: Profile | undefined,
): Refusal | undefined {
  if ((method === 'NONE') === isConfidential) return { by: 'kind', reference: 'RFC 6749 §2.1' };
  if (profile === undefined || !profile.refusesWeakMethods) return undefined;
  const { authMethods, confidentialOnly } = profile;
  if (method === 'NONE')
    return confidentialOnly.value ? { by: 'profile', reference: confidentialOnly.reference } : undefined;
  return authMethods.value.includes(method) ? undefined : { by: 'profile', reference: authMethods.reference };
}

export function refusalOfGrant(
  grant: OAuthGrantType,
  { isConfidential }: Kind,
  profile: Profile | undefined,
): Refusal | undefined {
  if (grant === 'CLIENT_CREDENTIALS' && !isConfidential) return { by: 'kind', reference: 'RFC 6749 §4.4' };
  if (profile === undefined || profile.grantTypes.value.includes(grant)) return undefined;
  return { by: 'profile', reference: profile.grantTypes.reference };
}

export function refusalOfKind(isConfidential: boolean, profile: Profile | undefined): Refusal | undefined {
  if (isConfidential || !profile?.confidentialOnly.value) return undefined;
  return { by: 'profile', reference: profile.confidentialOnly.reference };
}

/** The default method of a client. */
export function defaultMethod({ isConfidential }: Kind, profile: Profile | undefined): OAuthClientAuthMethod {
  if (!isConfidential) return 'NONE';
  return profile?.defaultAuthMethod.value ?? 'CLIENT_SECRET_BASIC';
}

/** The forbidden choices of the draft. */
export interface Refused {
  readonly methods: readonly OAuthClientAuthMethod[];
  readonly grants: readonly OAuthGrantType[];
  readonly isKindRefused: boolean;
}

export function refusedIn(draft: Draft, profile: Profile | undefined): Refused {
  return {
    methods: draft.clientAuthMethods.filter((method) => refusalOfMethod(method, draft, profile)),
    grants: draft.grantTypes.filter((grant) => refusalOfGrant(grant, draft, profile)),
    isKindRefused: refusalOfKind(draft.isConfidential, profile) !== undefined,
  };
}

/** The draft without forbidden methods; if none is left, with the default one. */
export function withAllowedMethods(draft: Draft, profile: Profile | undefined): Draft {
  const { methods } = refusedIn(draft, profile);
  const kept = draft.clientAuthMethods.filter((method) => !methods.includes(method));
  return { ...draft, clientAuthMethods: kept.length > 0 ? kept : [defaultMethod(draft, profile)] };
}

/** The draft without forbidden grants; if none is left, with the authorization code grant. */
export function withAllowedGrants(draft: Draft, profile: Profile | undefined): Draft {
  const { grants } = refusedIn(draft, profile);
  const kept = draft.grantTypes.filter((grant) => !grants.includes(grant));
  return { ...draft, grantTypes: kept.length > 0 ? kept : ['AUTHORIZATION_CODE'] };
}
