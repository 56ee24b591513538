import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { builder } from '../builder.ts';
import { metadataInputs } from './metadata-field.ts';

export const CreateOAuthClientInput = builder.inputType('CreateOAuthClientInput', {
  description:
    'The metadata of a client to register (RFC 7591 §2). Null for an optional field means the same as absent.',
  fields: (t) => ({
    clientId: t.string({
      description:
        'The `client_id` of the client: 1 to 255 visible ASCII characters, not a URL. It must be unique on this server and is never used again. Default: a new `app-` and ULID.',
    }),
    ...metadataInputs<Omit<RegistrationInput, 'clientId'>>(t, 'registration'),
  }),
});
