import type { ChangedMetadata } from '../../domain/client/client-change.ts';
import { builder } from '../builder.ts';
import { metadataInputs } from './metadata-field.ts';
import { targetDescriptions } from './target-input.ts';
import { ClientStatusType } from './vocabulary.ts';

export const UpdateOAuthClientInput = builder.inputType('UpdateOAuthClientInput', {
  description:
    'What is to be different about a client. A field that is absent stays as it is, null clears it, and a list replaces the stored one. A cleared field that has a default gets it again.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    ...metadataInputs<ChangedMetadata>(t, 'change'),
    addRedirectUris: t.stringList({
      description:
        'URIs to append to the stored list; one that is in it stays where it is. Not with `redirectUris`.',
    }),
    removeRedirectUris: t.stringList({
      description: 'URIs to take out of the stored list; each has to be in it. Not with `redirectUris`.',
    }),
    status: t.field({
      type: ClientStatusType,
      description: 'Suspends or activates the client in the same commit; cannot be cleared.',
    }),
  }),
});
