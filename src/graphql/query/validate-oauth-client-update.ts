import { type UpdateVerdict, validateUpdate } from '../../operations/client/validate-update.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { FieldIssue } from '../type/registration-error.ts';
import { UpdateOAuthClientInput } from '../type/update-oauth-client-input.ts';
import { NormalizedClientMetadata, reportFields } from '../type/validation.ts';

const OAuthClientUpdateValidation = builder
  .objectRef<UpdateVerdict>('OAuthClientUpdateValidation')
  .implement({
    description: 'The result of a dry run of a change. Nothing was written.',
    fields: (t) => ({
      valid: t.boolean({
        description: 'True if `issues` is empty.',
        resolve: ({ issues }) => issues.length === 0,
      }),
      issues: t.expose('issues', {
        type: [FieldIssue],
        description:
          'Every problem of the input, in the order of the fields. An unknown client is an issue of `clientId`, and a version that is not the expected one of `expectedVersion`.',
      }),
      advisories: t.expose('advisories', {
        type: [FieldIssue],
        description: 'Risky but allowed settings of the changed client. They do not block the change.',
      }),
      normalized: t.expose('normalized', {
        type: NormalizedClientMetadata,
        nullable: true,
        description:
          'The metadata of the client after the change, if there were no issues; null if there is no such client. A `jwks` with issues is omitted, because it may contain a private key.',
      }),
    }),
  });

builder.queryField('validateOAuthClientUpdate', (t) =>
  t.field({
    type: OAuthClientUpdateValidation,
    nullable: true,
    description: `Checks a change of a client without writing anything, by the rules of \`updateOAuthClient\`. ${needs(validateUpdate)}`,
    ...performs(validateUpdate),
    complexity: reportFields,
    args: {
      input: t.arg({ type: UpdateOAuthClientInput, required: true, description: 'The change to check.' }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      validateUpdate(services, caller, input, unreadable),
  }),
);
