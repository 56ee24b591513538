import { validateClient } from '../../operations/client/validate-client.ts';
import type { Verdict } from '../../operations/step/verdict.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { CreateOAuthClientInput } from '../type/create-oauth-client-input.ts';
import { FieldIssue } from '../type/registration-error.ts';
import { NormalizedClientMetadata, reportFields } from '../type/validation.ts';

const OAuthClientValidation = builder.objectRef<Verdict>('OAuthClientValidation').implement({
  description: 'The result of a dry run. Nothing was written.',
  fields: (t) => ({
    valid: t.boolean({
      description: 'True if `issues` is empty.',
      resolve: ({ issues }) => issues.length === 0,
    }),
    issues: t.expose('issues', {
      type: [FieldIssue],
      description: 'Every problem of the input, in the order of the fields.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'Risky but allowed settings. They do not block the registration.',
    }),
    normalized: t.expose('normalized', {
      type: NormalizedClientMetadata,
      description:
        'The metadata that would be stored if there were no issues. A `jwks` with issues is omitted, because it may contain a private key.',
    }),
  }),
});

builder.queryField('validateOAuthClient', (t) =>
  t.field({
    type: OAuthClientValidation,
    nullable: true,
    description: `Checks a registration without writing anything, by the rules of \`createOAuthClient\`. ${needs(validateClient)}`,
    ...performs(validateClient),
    complexity: reportFields,
    args: {
      input: t.arg({ type: CreateOAuthClientInput, required: true, description: 'The metadata to check.' }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      validateClient(services, caller, input, unreadable),
  }),
);
