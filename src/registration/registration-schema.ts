import { z } from 'zod';
import { checkRegistration } from './check-registration.ts';
import type { RegistrationField } from './client-metadata.ts';
import { type Issue, issue } from './issue.ts';
import { maxItems } from './rule/list.ts';
import { clientAuthMethods, fapiProfiles, grantTypes, wordsOf } from './vocabulary.ts';

/** Field by field, the type that a registration takes. The rules look at what the values say. */
export const registrationShape = {
  name: z.string(),
  redirectUris: z.array(z.string()),
  clientAuthMethods: z.array(z.enum(wordsOf(clientAuthMethods))).nullish(),
  fapiProfile: z.enum(wordsOf(fapiProfiles)).nullish(),
  grantTypes: z.array(z.enum(wordsOf(grantTypes))).nullish(),
  isConfidential: z.boolean().nullish(),
  jwks: z.string().nullish(),
  jwksUri: z.string().nullish(),
  logoUrl: z.string().nullish(),
  privacyPolicy: z.string().nullish(),
  scopes: z.array(z.string()).nullish(),
  termsUrl: z.string().nullish(),
  website: z.string().nullish(),
} satisfies Record<RegistrationField, z.ZodType>;

/** The whole of a registration: its shape, and every rule over it. Its issues are read back with `issuesOf`. */
export const registrationSchema = z.object(registrationShape).superRefine((input, context) => {
  for (const found of checkRegistration(input)) {
    context.addIssue({
      code: 'custom',
      path: [...found.path],
      message: found.message,
      params: { issue: found },
    });
  }
});

const shapeSchema = z.object(registrationShape);

/**
 * What is wrong with the shape of unknown values, field by field: missing, of the wrong type, or no word of the field.
 * Of a list that is too long it judges the beginning only.
 */
export function checkShape(values: Readonly<Record<string, unknown>>): Issue[] {
  const bounded = Object.entries(values).map(([field, value]) => [field, firstItems(value)]);
  const { error } = shapeSchema.safeParse(Object.fromEntries(bounded));
  if (error === undefined) return [];
  return issuesOf(error).map((found) => {
    const isMissing = found.path.length === 1 && values[String(found.path[0])] == null;
    return isMissing ? issue('REQUIRED', ...found.path) : found;
  });
}

function firstItems(value: unknown): unknown {
  return Array.isArray(value) ? value.slice(0, maxItems + 1) : value;
}

/** The issues behind a zod error, which may have been raised by a rule or by the shape. */
export function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.map((raised) => {
    if (raised.code === 'custom' && raised.params?.issue) return raised.params.issue as Issue;
    const path = raised.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    return issue(raised.code === 'invalid_value' ? 'UNKNOWN_WORD' : 'WRONG_TYPE', ...path);
  });
}
