import {
  type AnyMember,
  members,
  type RegistrationField,
  registrationFields,
} from '../client/metadata-table.ts';
import type { Issue } from '../error/issue.ts';
import { inFieldOrder } from '../error/issue-order.ts';
import { policyRules, type RegistrationPolicy } from '../policy.ts';
import type { Candidate, Rule } from './candidate.ts';
import { checkClientAuthMethods, checkKeyMaterial } from './client-auth-method.ts';
import { checkClientId } from './client-id.ts';
import { checkGrantTypes } from './grant-type.ts';
import { adviseRepeatedKids, checkJwks, checkJwksAndJwksUri } from './jwks.ts';
import { adviseWeakAuthMethods, profileRules } from './profile.ts';
import {
  adviseLocalhost,
  adviseLoopback,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  checkPostLogoutRedirectUris,
  checkRedirectUris,
} from './redirect-uri.ts';
import { adviseSubjectForm, adviseUnusedSubject, checkTlsClientAuth } from './tls-client-auth.ts';

/** The rules about several members that apply on every server. To add a rule, write a function and list it here. */
const rules: readonly Rule[] = [
  ({ given: { clientId } }) => (clientId == null ? [] : checkClientId(clientId)),
  checkRedirectUris,
  checkPostLogoutRedirectUris,
  checkClientAuthMethods,
  checkTlsClientAuth,
  checkGrantTypes,
  checkJwks,
  checkKeyMaterial,
  checkJwksAndJwksUri,
  ...profileRules,
];

/** Advisories: risky but allowed settings, in the form of issues. */
const advisories: readonly Rule[] = [
  adviseLoopback,
  adviseLocalhost,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  adviseWeakAuthMethods,
  adviseUnusedSubject,
  adviseSubjectForm,
  adviseRepeatedKids,
];

/** The checks of single values, from the table of client metadata. */
const valueChecks = registrationFields.flatMap((field) => {
  const { check } = members[field];
  return check ? [ofValue(field, check)] : [];
});
const valueAdvisories = registrationFields.flatMap((field) => {
  const { advise } = members[field];
  return advise ? [ofValue(field, advise)] : [];
});

function ofValue(field: RegistrationField, check: NonNullable<AnyMember['check']>): Rule {
  return ({ given }) => (given[field] == null ? [] : check(given[field], [field]));
}

/** All issues of a registration that apply on every server. The same input always has the same issues. */
export function checkRegistration(candidate: Candidate): Issue[] {
  return inFieldOrder([...rules, ...valueChecks].flatMap((rule) => rule(candidate)));
}

/** The issues that depend on the policy of this server. */
export function checkPolicy(candidate: Candidate, policy: RegistrationPolicy): Issue[] {
  return inFieldOrder(policyRules(policy).flatMap((rule) => rule(candidate)));
}

/** The advisories of a registration. */
export function adviseRegistration(candidate: Candidate): Issue[] {
  return inFieldOrder([...advisories, ...valueAdvisories].flatMap((rule) => rule(candidate)));
}
