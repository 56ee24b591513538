import type { Verdict } from '../../operations/step/verdict.ts';
import { builder } from '../builder.ts';
import { ClientMetadata } from './client-metadata.ts';

export const NormalizedClientMetadata = builder
  .objectRef<Verdict['normalized']>('NormalizedOAuthClientMetadata')
  .implement({
    description: 'The metadata that a registration would store, with all defaults.',
    interfaces: [ClientMetadata],
    isTypeOf: (value) => typeof value === 'object' && value !== null && !('clientId' in value),
  });

/** Fields of a report with an issue for every item of the longest lists: 600 issues of four fields each. */
export const reportFields = 2500;
