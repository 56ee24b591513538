import {
  type ClientMetadata,
  type RegistrationInput,
  withDefaults,
} from '../../src/domain/client/client-metadata.ts';
import { members, registrationFields } from '../../src/domain/client/metadata-table.ts';

/**
 * A registration with the example of every member. It is never valid as a whole, because some members exclude each
 * other.
 */
export const fullInput = Object.fromEntries(
  registrationFields.map((field) => [field, members[field].example]),
  // The table says of each example that it has the type of its member.
) as Required<RegistrationInput>;

export const fullMetadata: ClientMetadata = withDefaults(fullInput);
