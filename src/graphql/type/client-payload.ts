import type { Client } from '../../domain/client/client-metadata.ts';
import { builder } from '../builder.ts';
import { OAuthClient } from './oauth-client.ts';

/** A payload whose only field is the changed client. */
export function clientPayload(name: string, description: string) {
  return builder.objectRef<Client>(name).implement({
    description,
    fields: (t) => ({
      client: t.field({
        type: OAuthClient,
        description: 'The client after the change.',
        resolve: (client) => client,
      }),
    }),
  });
}
