import { type RegistrationInput, withDefaults } from './client-metadata.ts';
import { type Issue, inFieldOrder } from './issue.ts';
import type { Rule } from './rule/candidate.ts';
import { checkClientAuthMethods } from './rule/client-auth-method.ts';
import { adviseHttp, checkDisplayUrls } from './rule/display-url.ts';
import { checkGrantTypes } from './rule/grant-type.ts';
import { checkJwks, checkJwksAndJwksUri, checkJwksUri } from './rule/jwks.ts';
import { checkName } from './rule/name.ts';
import { adviseLoopback, checkRedirectUris } from './rule/redirect-uri.ts';
import { checkScopes } from './rule/scope.ts';

/** Every rule. A new rule is a function and a line here. */
const rules: readonly Rule[] = [
  checkName,
  checkRedirectUris,
  checkClientAuthMethods,
  checkGrantTypes,
  checkJwks,
  checkJwksAndJwksUri,
  checkJwksUri,
  checkDisplayUrls,
  checkScopes,
];

/** What is legal but risky: it has the form of an issue and stops nothing. */
const advisories: readonly Rule[] = [adviseLoopback, adviseHttp];

/** Every issue of a registration, all at once. Pure: the same input always gives the same issues. */
export function checkRegistration(input: RegistrationInput): Issue[] {
  return judge(rules, input);
}

/** What is legal but risky about a registration that has no issues. */
export function adviseRegistration(input: RegistrationInput): Issue[] {
  return judge(advisories, input);
}

function judge(judges: readonly Rule[], input: RegistrationInput): Issue[] {
  const candidate = { given: input, metadata: withDefaults(input) };
  return inFieldOrder(judges.flatMap((rule) => rule(candidate)));
}
