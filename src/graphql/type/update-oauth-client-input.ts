import type { ChangedMetadata } from '../../domain/client/client-change.ts';
import { builder } from '../builder.ts';
import { metadataInputs } from './metadata-field.ts';
import { targetDescriptions } from './target-input.ts';
import { ClientStatusType } from './vocabulary.ts';

export const UpdateOAuthClientInput = builder.inputType('UpdateOAuthClientInput', {
  description:
    'Input for updateOAuthClient. An absent field keeps its value, null clears it or restores its default, and a list replaces the stored list.',
  fields: (t) => ({
    clientId: t.string({ required: true, description: targetDescriptions.clientId }),
    expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    ...metadataInputs<ChangedMetadata>(t, 'change'),
    addRedirectUris: t.stringList({
      description:
        'URIs to append to the stored list. Registered ones keep their position. Cannot be combined with `redirectUris`.',
    }),
    removeRedirectUris: t.stringList({
      description:
        'URIs to remove from the stored list; each must be registered. Cannot be combined with `redirectUris`.',
    }),
    status: t.field({
      type: ClientStatusType,
      description: 'Suspends or activates the client in the same commit; cannot be cleared.',
    }),
  }),
});
