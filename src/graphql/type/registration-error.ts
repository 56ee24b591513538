import { type Issue, messageIn, referenceIn } from '../../domain/error/issue.ts';
import { textIn } from '../../domain/error/language.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { builder } from '../builder.ts';
import { OAuthClient } from './oauth-client.ts';
import { ErrorCodeType, IssueCodeType } from './vocabulary.ts';

export const FieldIssue = builder.objectRef<Issue>('OAuthFieldIssue').implement({
  description: 'A problem of an input.',
  fields: (t) => ({
    path: t.stringList({
      description:
        'The location in `input`, as in `["redirectUris", "1"]`, or the name of another argument. Empty for the whole input.',
      resolve: ({ path }) => path.map(String),
    }),
    code: t.expose('code', { type: IssueCodeType, description: 'A stable code, for programs.' }),
    message: t.string({
      description: 'What is wrong and how to correct it, for people.',
      resolve: (issue, _, { language }) => messageIn(issue, language),
    }),
    reference: t.string({
      nullable: true,
      description: 'The section of the standard behind the rule. Example: RFC 8252 §7.3.',
      resolve: (issue, _, { language }) => referenceIn(issue, language),
    }),
  }),
});

const OperationError = builder
  .interfaceRef<Pick<RegistrationError, 'code' | 'message' | 'chinese'>>('OperationError')
  .implement({
    description: 'An error that a mutation returns as data. Every error of a result union implements it.',
    fields: (t) => ({
      code: t.expose('code', { type: ErrorCodeType, description: 'A stable code, for programs.' }),
      message: t.string({
        description: 'The reason, for people.',
        resolve: ({ message, chinese }, _, { language }) => textIn({ en: message, zh: chinese }, language),
      }),
    }),
  });

builder.objectType(RegistrationError, {
  name: 'RegistrationError',
  description: 'A refused input. Nothing was written. All problems are listed at once.',
  interfaces: [OperationError],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [FieldIssue],
      description: 'The problems of the input in the order of the fields, at most 100.',
    }),
    client: t.expose('client', {
      type: OAuthClient,
      nullable: true,
      description: 'The stored client if its version differs from `expectedVersion`; otherwise null.',
    }),
  }),
});
