import ipaddr from 'ipaddr.js';
import { type ClientAuthMethod, clientAuthMethods, valuesOf } from './client/vocabulary.ts';
import { type Issue, issue } from './error/issue.ts';
import type { Rule } from './rule/candidate.ts';
import { checkPrivateUseSchemes } from './rule/redirect-uri.ts';
import { splitAuthority } from './uri/host.ts';
import { isPublicAddress } from './uri/public-address.ts';
import { splitUri } from './uri/uri.ts';

/** Settings of the operator that rules depend on. All other rules are the same everywhere. */
export interface RegistrationPolicy {
  /** Whether encrypted copies of secrets are stored beside their digests, so that the server can compute an HMAC. */
  readonly recoverableSecrets: boolean;
  /** Hosts, in lower case, that a `jwks_uri` may use although they are not public. */
  readonly allowedJwksHosts: ReadonlySet<string>;
  /** Schemes without a dot, in lower case, that a redirect URI of a public client may have. */
  readonly allowedPrivateUseSchemes: ReadonlySet<string>;
}

export function policyRules({
  recoverableSecrets,
  allowedJwksHosts,
  allowedPrivateUseSchemes,
}: RegistrationPolicy): Rule[] {
  return [
    (candidate) => checkPrivateUseSchemes(candidate, allowedPrivateUseSchemes),
    ({ given }) => (recoverableSecrets ? [] : checkSecretIsRecoverable(given.clientAuthMethods ?? [])),
    ({ metadata }) => (metadata.jwksUri === null ? [] : checkJwksHost(metadata.jwksUri, allowedJwksHosts)),
  ];
}

function checkSecretIsRecoverable(methods: readonly string[]): Issue[] {
  return methods.flatMap((method, index) =>
    needsRecoverableSecret(method)
      ? [issue('AUTH_METHOD_SECRET_DIGEST_ONLY', 'clientAuthMethods', index)]
      : [],
  );
}

/** The server computes an HMAC with the secret, for which its digest does not suffice. */
function needsRecoverableSecret(method: string): boolean {
  return method === 'client_secret_jwt';
}

/** The authentication methods that the policy allows. */
export function allowedAuthMethods({
  recoverableSecrets,
}: Pick<RegistrationPolicy, 'recoverableSecrets'>): ClientAuthMethod[] {
  return valuesOf(clientAuthMethods).filter(
    (method) => recoverableSecrets || !needsRecoverableSecret(method),
  );
}

/**
 * Prevents a server that fetches the keys from being directed to an address in its own network. A public name can still
 * resolve to such an address, so that server must check the resolved address.
 */
function checkJwksHost(uri: string, allowed: ReadonlySet<string>): Issue[] {
  const { authority } = splitUri(uri);
  const host = splitAuthority(authority ?? '').host.toLowerCase();
  return host === '' || allowed.has(host) || isPublic(host) ? [] : [issue('JWKS_URI_HOST', 'jwksUri')];
}

function isPublic(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(address)) return isPublicAddress(address);
  return host.includes('.') && !host.endsWith('.localhost');
}
