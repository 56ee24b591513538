import { RegistrationError } from '../../domain/error/registration-error.ts';
import { activateClient } from '../../operations/client/activate-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { clientPayload } from '../type/client-payload.ts';
import { targetInput } from '../type/target-input.ts';

const ActivateOAuthClientPayload = clientPayload('ActivateOAuthClientPayload', 'The active client.');

builder.mutationField('activateOAuthClient', (t) =>
  t.field({
    type: ActivateOAuthClientPayload,
    nullable: true,
    description: `Activates a suspended client. ${needs(activateClient)}`,
    ...performs(activateClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'ActivateOAuthClientResult',
        description: 'The active client, or why it was not activated.',
      },
    },
    args: {
      input: t.arg({
        type: targetInput('ActivateOAuthClientInput', 'Input for activateOAuthClient.'),
        required: true,
        description: 'The client to activate.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      activateClient(services, caller, input, unreadable),
  }),
);
