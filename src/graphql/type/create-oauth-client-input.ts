import type { RegistrationInput } from '../../domain/client/client-metadata.ts';
import { builder } from '../builder.ts';
import { metadataInputs } from './metadata-field.ts';

export const CreateOAuthClientInput = builder.inputType('CreateOAuthClientInput', {
  description:
    'The metadata of a client to register (RFC 7591 §2). Null for an optional field means the same as absent.',
  fields: (t) => metadataInputs<RegistrationInput>(t, 'registration'),
});
