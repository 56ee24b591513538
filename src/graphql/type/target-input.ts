import { builder } from '../builder.ts';

/** Descriptions of the fields by which inputs name a client, its version and one of its secrets. */
export const targetDescriptions = {
  clientId: 'The `client_id` of the client.',
  expectedVersion:
    'The `version` that the caller read. If the client has another version now, nothing is written (CONFLICT). Default: any version.',
  secretId: 'The `secretId` of one of its secrets.',
} as const;

/** An input that only names a client. */
export function targetInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({
      clientId: t.string({ required: true, description: targetDescriptions.clientId }),
      expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    }),
  });
}

/** An input that only names a secret of a client. */
export function secretTargetInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({
      clientId: t.string({ required: true, description: targetDescriptions.clientId }),
      secretId: t.string({ required: true, description: targetDescriptions.secretId }),
      expectedVersion: t.int({ description: targetDescriptions.expectedVersion }),
    }),
  });
}
