import { RegistrationError } from '../../domain/error/registration-error.ts';
import { suspendClient } from '../../operations/client/suspend-client.ts';
import { builder } from '../builder.ts';
import { needs, performs } from '../guard.ts';
import { clientPayload } from '../type/client-payload.ts';
import { targetInput } from '../type/target-input.ts';

const SuspendOAuthClientPayload = clientPayload('SuspendOAuthClientPayload', 'The suspended client.');

builder.mutationField('suspendOAuthClient', (t) =>
  t.field({
    type: SuspendOAuthClientPayload,
    nullable: true,
    description: `Suspends a client. It cannot authenticate until it is activated again. ${needs(suspendClient)}`,
    ...performs(suspendClient),
    errors: {
      types: [RegistrationError],
      union: {
        name: 'SuspendOAuthClientResult',
        description: 'The suspended client, or why it was not suspended.',
      },
    },
    args: {
      input: t.arg({
        type: targetInput('SuspendOAuthClientInput', 'Input for suspendOAuthClient.'),
        required: true,
        description: 'The client to suspend.',
      }),
    },
    resolve: (_, { input }, { services, caller, unreadable }) =>
      suspendClient(services, caller, input, unreadable),
  }),
);
