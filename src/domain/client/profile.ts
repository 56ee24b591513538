import { minRsaBits } from '../key/jwk.ts';
import {
  type ClientAuthMethod,
  type FapiProfile,
  type GrantType,
  grantTypes,
  valuesOf,
} from './vocabulary.ts';

/** A requirement of a profile and its clause. */
export interface Demand<T> {
  readonly value: T;
  readonly reference: string;
}

/** The redirect URIs that a profile allows. */
export const redirectRules = {
  HTTPS: 'https only. Loopback and private-use schemes are refused.',
  HTTPS_OR_LOOPBACK: 'https, or http on loopback for native apps.',
} as const;
export type RedirectRule = keyof typeof redirectRules;

/** The duties of an authorization server at run time for clients of a profile. */
export const runtimeDuties = {
  PKCE_S256: 'Proof Key for Code Exchange with S256 (RFC 7636).',
  PUSHED_AUTHORIZATION_REQUESTS: 'Authorization requests are pushed (RFC 9126).',
  SENDER_CONSTRAINED_TOKENS:
    'Access tokens are bound to the client by mutual TLS (RFC 8705) or DPoP (RFC 9449).',
  SIGNED_AUTHORIZATION_REQUESTS: 'Authorization requests are signed request objects (RFC 9101).',
  SIGNED_AUTHORIZATION_RESPONSES:
    'Authorization responses are signed: JARM, or a hybrid ID token as detached signature.',
  EXACT_REDIRECT_URI: 'Redirect URIs are compared as exact strings.',
  CODE_LIFETIME_60_SECONDS: 'An authorization code is valid for at most 60 seconds.',
} as const;
export type RuntimeDuty = keyof typeof runtimeDuties;

/** The requirements of a FAPI profile, which the rules read and the API returns. */
export interface Profile {
  readonly title: string;
  /** Whether a weaker authentication method in addition to an allowed one is refused, or gives an advisory. */
  readonly weakMethod: 'refused' | 'advisory';
  /** Methods of a confidential client. A public client has `none`, if the profile allows public clients. */
  readonly authMethods: Demand<readonly ClientAuthMethod[]>;
  readonly confidentialOnly: Demand<boolean>;
  readonly redirectRule: Demand<RedirectRule>;
  readonly grantTypes: Demand<readonly GrantType[]>;
  /** JWS algorithms; `null` if the profile lists none. */
  readonly algorithms: Demand<readonly string[] | null>;
  /** Minimum length of an RSA modulus in bits. */
  readonly minimumRsaBits: Demand<number>;
  /** Whether keys are required with every authentication method, for signed requests. */
  readonly keysRequired: Demand<boolean>;
  /** Whether each `kid` must be unique in the JWK Set, also across key types. */
  readonly distinctKids: Demand<boolean>;
  /** The default method of a client. */
  readonly defaultAuthMethod: Demand<ClientAuthMethod>;
  readonly runtimeDuties: readonly Demand<RuntimeDuty>[];
}

const mutualTls = ['tls_client_auth', 'self_signed_tls_client_auth'] as const satisfies ClientAuthMethod[];
const codeGrants = ['authorization_code', 'refresh_token'] as const satisfies GrantType[];
const profiledGrants = [...codeGrants, 'client_credentials', 'urn:openid:params:grant-type:ciba'] as const;
/** FAPI 1.0 does not exclude it, and open banking in the UK and Australia registers it. */
const fapi1Grants = [...profiledGrants, 'urn:ietf:params:oauth:grant-type:jwt-bearer'] as const;
const fapi1MethodDefault = { value: 'private_key_jwt', reference: 'FAPI 1.0 Part 1 §5.2.2-4' } as const;

const fapi1Baseline: Profile = {
  title: 'FAPI 1.0 Part 1: Baseline Security Profile',
  weakMethod: 'refused',
  authMethods: {
    value: ['private_key_jwt', 'client_secret_jwt', ...mutualTls],
    reference: 'FAPI 1.0 Part 1 §5.2.2-4',
  },
  confidentialOnly: { value: false, reference: 'FAPI 1.0 Part 1 §5.2.2-1, §5.2.2-2' },
  redirectRule: { value: 'HTTPS', reference: 'FAPI 1.0 Part 1 §5.2.2-20' },
  grantTypes: { value: fapi1Grants, reference: 'FAPI 1.0 Part 1 §5.2.2' },
  algorithms: { value: null, reference: 'FAPI 1.0 Part 1 §5.2.2' },
  minimumRsaBits: { value: minRsaBits, reference: 'FAPI 1.0 Part 1 §5.2.2-5' },
  keysRequired: { value: false, reference: 'FAPI 1.0 Part 1 §5.2.2' },
  distinctKids: { value: false, reference: 'RFC 7517 §4.5' },
  defaultAuthMethod: fapi1MethodDefault,
  runtimeDuties: [
    { value: 'PKCE_S256', reference: 'FAPI 1.0 Part 1 §5.2.2-7' },
    { value: 'EXACT_REDIRECT_URI', reference: 'FAPI 1.0 Part 1 §5.2.2-10' },
  ],
};

const fapi2Security: Profile = {
  title: 'FAPI 2.0 Security Profile',
  weakMethod: 'refused',
  authMethods: { value: ['private_key_jwt', ...mutualTls], reference: 'FAPI 2.0 Security Profile §5.3.2.1' },
  confidentialOnly: { value: true, reference: 'FAPI 2.0 Security Profile §5.3.2.1' },
  redirectRule: { value: 'HTTPS_OR_LOOPBACK', reference: 'FAPI 2.0 Security Profile §5.3.2.2-8' },
  grantTypes: {
    value: profiledGrants,
    reference: 'FAPI 2.0 Security Profile §5.3.2.1',
  },
  algorithms: {
    value: ['PS256', 'ES256', 'EdDSA', 'Ed25519'],
    reference: 'FAPI 2.0 Security Profile §5.4.1',
  },
  minimumRsaBits: { value: minRsaBits, reference: 'FAPI 2.0 Security Profile §5.4.1' },
  keysRequired: { value: false, reference: 'FAPI 2.0 Security Profile §5.3.2.1' },
  distinctKids: { value: true, reference: 'FAPI 2.0 Security Profile §5.4.2' },
  defaultAuthMethod: { value: 'private_key_jwt', reference: 'FAPI 2.0 Security Profile §5.3.2.1' },
  runtimeDuties: [
    { value: 'PKCE_S256', reference: 'FAPI 2.0 Security Profile §5.3.2.2' },
    { value: 'PUSHED_AUTHORIZATION_REQUESTS', reference: 'FAPI 2.0 Security Profile §5.3.2.2' },
    { value: 'SENDER_CONSTRAINED_TOKENS', reference: 'FAPI 2.0 Security Profile §5.3.2.1' },
    { value: 'EXACT_REDIRECT_URI', reference: 'RFC 9700 §2.1' },
    { value: 'CODE_LIFETIME_60_SECONDS', reference: 'FAPI 2.0 Security Profile §5.3.2.2' },
  ],
};

export const profiles: Readonly<Record<FapiProfile, Profile>> = {
  fapi1: {
    ...fapi1Baseline,
    title: 'FAPI 1.0 (AuthMS compatibility)',
    weakMethod: 'advisory',
    grantTypes: { value: valuesOf(grantTypes), reference: 'RFC 9700 §2.1.2, §2.4' },
  },
  fapi1_baseline: fapi1Baseline,
  fapi1_advanced: {
    ...fapi1Baseline,
    title: 'FAPI 1.0 Part 2: Advanced Security Profile',
    authMethods: { value: ['private_key_jwt', ...mutualTls], reference: 'FAPI 1.0 Part 2 §5.2.2-14' },
    confidentialOnly: { value: true, reference: 'FAPI 1.0 Part 2 §5.2.2-16' },
    grantTypes: { value: fapi1Grants, reference: 'FAPI 1.0 Part 2 §5.2.2' },
    algorithms: { value: ['PS256', 'ES256'], reference: 'FAPI 1.0 Part 2 §8.6' },
    keysRequired: { value: true, reference: 'FAPI 1.0 Part 2 §5.2.2-1' },
    runtimeDuties: [
      { value: 'SENDER_CONSTRAINED_TOKENS', reference: 'FAPI 1.0 Part 2 §5.2.2-5' },
      { value: 'SIGNED_AUTHORIZATION_REQUESTS', reference: 'FAPI 1.0 Part 2 §5.2.2-1' },
      { value: 'SIGNED_AUTHORIZATION_RESPONSES', reference: 'FAPI 1.0 Part 2 §5.2.2-2' },
      { value: 'EXACT_REDIRECT_URI', reference: 'FAPI 1.0 Part 1 §5.2.2-10' },
    ],
  },
  fapi2_security: fapi2Security,
  fapi2_message_signing: {
    ...fapi2Security,
    title: 'FAPI 2.0 Message Signing',
    keysRequired: { value: true, reference: 'FAPI 2.0 Message Signing §5.3.1' },
    runtimeDuties: [
      ...fapi2Security.runtimeDuties,
      { value: 'SIGNED_AUTHORIZATION_REQUESTS', reference: 'FAPI 2.0 Message Signing §5.3.1' },
      { value: 'SIGNED_AUTHORIZATION_RESPONSES', reference: 'FAPI 2.0 Message Signing §5.4.1' },
    ],
  },
};
