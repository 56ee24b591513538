import { builder } from '../builder.ts';

const clientId = 'The `client_id` of the client.';
const expectedVersion =
  'The `version` that the caller has seen; when the client has another one by now, nothing is written (CONFLICT). Default: any.';

/** Inputs that name a client and nothing else. */
export function targetInput(name: string, description: string) {
  return builder.inputType(name, {
    description,
    fields: (t) => ({
      clientId: t.string({ required: true, description: clientId }),
      expectedVersion: t.int({ description: expectedVersion }),
    }),
  });
}

/** Descriptions of the fields that every input about one client has. */
export const targetDescriptions = {
  clientId,
  expectedVersion,
  secretId: 'The `secretId` of one of its secrets.',
} as const;
