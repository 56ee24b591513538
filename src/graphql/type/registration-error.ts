import { type Issue, messageIn, referenceIn } from '../../domain/error/issue.ts';
import { textIn } from '../../domain/error/language.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { builder } from '../builder.ts';
import { OAuthClient } from './oauth-client.ts';
import { ErrorCodeType, IssueCodeType } from './vocabulary.ts';

export const FieldIssue = builder.objectRef<Issue>('OAuthFieldIssue').implement({
  description: 'One problem of an input.',
  fields: (t) => ({
    path: t.stringList({
      description:
        'Where it is, relative to `input`, as in `["redirectUris", "1"]`, or the name of another argument. Empty for the input as a whole.',
      resolve: ({ path }) => path.map(String),
    }),
    code: t.expose('code', { type: IssueCodeType, description: 'What is wrong, for programs.' }),
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
      code: t.expose('code', { type: ErrorCodeType, description: 'Why it failed, for programs.' }),
      message: t.string({
        description: 'Why it failed, for people.',
        resolve: ({ message, chinese }, _, { language }) => textIn({ en: message, zh: chinese }, language),
      }),
    }),
  });

builder.objectType(RegistrationError, {
  name: 'RegistrationError',
  description: 'The input was refused and nothing was written. Every problem is listed at once.',
  interfaces: [OperationError],
  fields: (t) => ({
    issues: t.expose('issues', {
      type: [FieldIssue],
      description: 'Every problem of the input, in the order of the fields.',
    }),
    client: t.expose('client', {
      type: OAuthClient,
      nullable: true,
      description:
        'The client as it is stored, when `expectedVersion` is another version than its own; null otherwise.',
    }),
  }),
});
