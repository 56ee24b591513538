import type { RegistrationInput } from '../client/client-metadata.ts';
import { type Issue, inFieldOrder } from '../error/issue.ts';
import { policyRules, type RegistrationPolicy } from '../policy.ts';
import { candidateOf, type Rule } from './candidate.ts';
import { checkClientAuthMethods, checkKeyMaterial } from './client-auth-method.ts';
import { adviseHttp, checkDisplayUrls } from './display-url.ts';
import { checkGrantTypes } from './grant-type.ts';
import { adviseRepeatedKids, checkJwks, checkJwksAndJwksUri, checkJwksUri } from './jwks.ts';
import { checkName } from './name.ts';
import { adviseWeakAuthMethods, profileRules } from './profile.ts';
import {
  adviseLocalhost,
  adviseLoopback,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  checkRedirectUris,
} from './redirect-uri.ts';
import { checkScopes } from './scope.ts';
import { adviseSubjectForm, adviseUnusedSubject, checkTlsClientAuth } from './tls-client-auth.ts';

/** Every rule that holds on any server. A new rule is a function and a line here. */
const rules: readonly Rule[] = [
  checkName,
  checkRedirectUris,
  checkClientAuthMethods,
  checkTlsClientAuth,
  checkGrantTypes,
  checkScopes,
  checkJwks,
  checkKeyMaterial,
  checkJwksAndJwksUri,
  checkJwksUri,
  checkDisplayUrls,
  ...profileRules,
];

/** What is legal but risky: it has the form of an issue and stops nothing. */
const advisories: readonly Rule[] = [
  adviseLoopback,
  adviseLocalhost,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  adviseWeakAuthMethods,
  adviseUnusedSubject,
  adviseSubjectForm,
  adviseRepeatedKids,
  adviseHttp,
];

/** Every issue that a registration has on any server, all at once. Pure: the same input always gives the same issues. */
export function checkRegistration(input: RegistrationInput): Issue[] {
  return check(rules, input);
}

/** Every further issue that it has on a server of this policy. */
export function checkPolicy(input: RegistrationInput, policy: RegistrationPolicy): Issue[] {
  return check(policyRules(policy), input);
}

/** What is legal but risky about a registration. */
export function adviseRegistration(input: RegistrationInput): Issue[] {
  return check(advisories, input);
}

function check(checks: readonly Rule[], input: RegistrationInput): Issue[] {
  const candidate = candidateOf(input);
  return inFieldOrder(checks.flatMap((rule) => rule(candidate)));
}
