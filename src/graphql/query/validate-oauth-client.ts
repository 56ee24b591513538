import { type Verdict, validateClient } from '../../operations/client/validate-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { ClientMetadata } from '../type/client-metadata.ts';
import { CreateOAuthClientInput } from '../type/create-oauth-client-input.ts';
import { FieldIssue } from '../type/registration-error.ts';

const NormalizedClientMetadata = builder
  .objectRef<Verdict['normalized']>('NormalizedOAuthClientMetadata')
  .implement({
    description: 'The metadata of a registration as it would be stored, with every default in its place.',
    interfaces: [ClientMetadata],
    isTypeOf: (value) => typeof value === 'object' && value !== null && !('clientId' in value),
  });

const OAuthClientValidation = builder.objectRef<Verdict>('OAuthClientValidation').implement({
  description: 'What a registration would come to. Nothing was written.',
  fields: (t) => ({
    valid: t.boolean({
      description: 'Whether it would be accepted: there are no issues.',
      resolve: ({ issues }) => issues.length === 0,
    }),
    issues: t.expose('issues', {
      type: [FieldIssue],
      description: 'Every problem of the input, in the order of the fields.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'What is legal but risky about it; it stops nothing.',
    }),
    normalized: t.expose('normalized', {
      type: NormalizedClientMetadata,
      description:
        'The metadata as it would be stored if there were no issues. A `jwks` that has issues is left out: it may hold a private key.',
    }),
  }),
});

/** Fields of a report with an issue for every item of the longest lists: 600 issues of four fields each. */
const reportFields = 2500;

builder.queryField('validateOAuthClient', (t) =>
  t.field({
    type: OAuthClientValidation,
    nullable: true,
    description: `The dry run of \`createOAuthClient\`: the same rules, and nothing written. ${needs(validateClient)}`,
    ...guardedBy(validateClient),
    complexity: reportFields,
    args: {
      input: t.arg({ type: CreateOAuthClientInput, required: true, description: 'The metadata to check.' }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      validateClient(services, caller, input, unreadable),
  }),
);
