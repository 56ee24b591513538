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
import { checkGrantTypes } from './grant-type.ts';
import { adviseRepeatedKids, checkJwks, checkJwksAndJwksUri } from './jwks.ts';
import { adviseWeakAuthMethods, profileRules } from './profile.ts';
import {
  adviseLocalhost,
  adviseLoopback,
  advisePrivateUseScheme,
  adviseUnusedRedirectUris,
  checkRedirectUris,
} from './redirect-uri.ts';
import { adviseSubjectForm, adviseUnusedSubject, checkTlsClientAuth } from './tls-client-auth.ts';

/** Every rule about several members that holds on any server. A new rule is a function and a line here. */
const rules: readonly Rule[] = [
  checkRedirectUris,
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

/** The checks of single values, which are in the table of client metadata. */
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

/** Every issue that a registration has on any server, all at once. Pure: the same input always gives the same issues. */
export function checkRegistration(candidate: Candidate): Issue[] {
  return inFieldOrder([...rules, ...valueChecks].flatMap((rule) => rule(candidate)));
}

/** Every further issue that it has on a server of this policy. */
export function checkPolicy(candidate: Candidate, policy: RegistrationPolicy): Issue[] {
  return inFieldOrder(policyRules(policy).flatMap((rule) => rule(candidate)));
}

/** What is legal but risky about a registration. */
export function adviseRegistration(candidate: Candidate): Issue[] {
  return inFieldOrder([...advisories, ...valueAdvisories].flatMap((rule) => rule(candidate)));
}
