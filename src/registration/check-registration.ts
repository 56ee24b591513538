import type { RegistrationInput } from './client-metadata.ts';
import { type Issue, inFieldOrder } from './issue.ts';
import { policyRules, type RegistrationPolicy } from './policy.ts';
import { candidateOf, type Rule } from './rule/candidate.ts';
import { checkClientAuthMethods, checkKeyMaterial } from './rule/client-auth-method.ts';
import { adviseHttp, checkDisplayUrls } from './rule/display-url.ts';
import { checkGrantTypes } from './rule/grant-type.ts';
import { adviseRepeatedKids, checkJwks, checkJwksAndJwksUri, checkJwksUri } from './rule/jwks.ts';
import { checkName } from './rule/name.ts';
import { adviseWeakAuthMethods, profileRules } from './rule/profile.ts';
import {
  adviseLocalhost,
  adviseLoopback,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  checkRedirectUris,
} from './rule/redirect-uri.ts';
import { checkScopes } from './rule/scope.ts';
import { adviseSubjectForm, adviseUnusedSubject, checkTlsClientAuth } from './rule/tls-client-auth.ts';

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
  return judge(rules, input);
}

/** Every further issue that it has on a server of this policy. */
export function checkPolicy(input: RegistrationInput, policy: RegistrationPolicy): Issue[] {
  return judge(policyRules(policy), input);
}

/** What is legal but risky about a registration. */
export function adviseRegistration(input: RegistrationInput): Issue[] {
  return judge(advisories, input);
}

function judge(judges: readonly Rule[], input: RegistrationInput): Issue[] {
  const candidate = candidateOf(input);
  return inFieldOrder(judges.flatMap((rule) => rule(candidate)));
}
