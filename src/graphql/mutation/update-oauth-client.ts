import { RegistrationError } from '../../domain/error/registration-error.ts';
import { type UpdatedClient, updateClient } from '../../operations/client/update-client.ts';
import { builder } from '../builder.ts';
import { guardedBy, needs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';
import { UpdateOAuthClientInput } from '../type/update-oauth-client-input.ts';

const UpdateOAuthClientPayload = builder.objectRef<UpdatedClient>('UpdateOAuthClientPayload').implement({
  description: 'A client that was changed. When this answer arrives, the change is stored.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The client as it is stored now.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description:
        'A secret that the change called for: the client came to authenticate with one and had none that it could use. Null otherwise.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'What is legal but risky about what the client has become. It does not stop it.',
    }),
  }),
});

builder.mutationField('updateOAuthClient', (t) =>
  t.field({
    type: UpdateOAuthClientPayload,
    nullable: true,
    description: `Changes a client. Every rule and the profile are checked on the changed client. If it no longer uses a secret, its secrets are deactivated. ${needs(updateClient)}`,
    ...guardedBy(updateClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'UpdateOAuthClientResult',
        description: 'The client that was changed, or every reason why it was not.',
      },
    },
    args: {
      input: t.arg({ type: UpdateOAuthClientInput, required: true, description: 'What is to be different.' }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      updateClient(services, caller, input, unreadable),
  }),
);
