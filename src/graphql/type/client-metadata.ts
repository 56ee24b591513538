import type { DerivedMetadata, ClientMetadata as Metadata } from '../../domain/client/client-metadata.ts';
import { builder } from '../builder.ts';
import { metadataOutputs } from './metadata-field.ts';

/** The metadata of a client, registered or only checked. */
export const ClientMetadata = builder
  .interfaceRef<Metadata & DerivedMetadata>('OAuthClientMetadata')
  .implement({
    description: 'The metadata of a client, with all defaults (RFC 7591 §2).',
    fields: metadataOutputs,
  });
