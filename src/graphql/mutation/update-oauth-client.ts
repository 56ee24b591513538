import { RegistrationError } from '../../domain/error/registration-error.ts';
import { type UpdatedClient, updateClient } from '../../operations/client/update-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { IssuedSecretType } from '../type/client-secret.ts';
import { OAuthClient } from '../type/oauth-client.ts';
import { FieldIssue } from '../type/registration-error.ts';
import { UpdateOAuthClientInput } from '../type/update-oauth-client-input.ts';

const UpdateOAuthClientPayload = builder.objectRef<UpdatedClient>('UpdateOAuthClientPayload').implement({
  description: 'The changed client. The change is committed before this response is sent.',
  fields: (t) => ({
    client: t.expose('client', { type: OAuthClient, description: 'The client after the change.' }),
    issuedSecret: t.expose('issuedSecret', {
      type: IssuedSecretType,
      nullable: true,
      description:
        'A new secret if the change requires one: the client now authenticates with a secret and had no usable one. Otherwise null.',
    }),
    advisories: t.expose('advisories', {
      type: [FieldIssue],
      description: 'Risky but allowed settings of the changed client. They do not block the change.',
    }),
  }),
});

builder.mutationField('updateOAuthClient', (t) =>
  t.field({
    type: UpdateOAuthClientPayload,
    nullable: true,
    description: `Changes a client. Every rule and the profile are checked on the changed client. If it no longer uses a secret, its secrets are deactivated. ${needs(updateClient)}`,
    ...performs(updateClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'UpdateOAuthClientResult',
        description: 'The changed client, or every reason why it was not changed.',
      },
    },
    args: {
      input: t.arg({
        type: UpdateOAuthClientInput,
        required: true,
        description: 'Input for updateOAuthClient.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      updateClient(services, caller, input, unreadable),
  }),
);
