import { z } from 'zod';
import { digestRegistration } from '../../credentials/registration-digest.ts';
import { type Client, inputOf, type RegistrationInput } from '../../domain/client/client-metadata.ts';
import { fieldsOf } from '../../domain/client/metadata-table.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { clientNotFound } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import { candidateOf } from '../../domain/rule/candidate.ts';
import { checkIdempotencyKey } from '../../domain/rule/idempotency-key.ts';
import { nameOfClone } from '../../domain/rule/name.ts';
import { writeOperation } from '../perform.ts';
import { issuesOfRegistration } from '../step/check-candidate.ts';
import type { CreatedClient } from '../step/new-client.ts';
import { registerClient } from '../step/register-client.ts';

export interface CloneClientInput {
  /** The client to clone. */
  readonly clientId: string;
  /** Default: the name of the client with ` (clone)` appended. */
  readonly name?: string | null | undefined;
  /** The `client_id` of the clone. Default: a new one. */
  readonly newClientId?: string | null | undefined;
  /** As in a registration. */
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Registers a client with the metadata of another and new credentials. The current rules apply, so a client that was registered
 * under older rules may be refused.
 *
 * @throws {RegistrationError} NOT_FOUND, INVALID_CLIENT_METADATA, or CONFLICT as for a registration.
 */
export const cloneClient = writeOperation(
  {
    name: 'cloneOAuthClient',
    right: 'write',
    action: 'oauth_client.clone',
    input: z.object({
      clientId: z.string(),
      name: z.string().nullish(),
      newClientId: z.string().nullish(),
      idempotencyKey: z.string().nullish(),
    } satisfies Record<keyof CloneClientInput, z.ZodType>),
    rules: 'INVALID_CLIENT_METADATA',
  },
  async (call, input: CloneClientInput): Promise<CreatedClient> => {
    const { services, store } = call;
    const { clientId: sourceId, name, newClientId, idempotencyKey } = input;
    const source = isClientId(sourceId) ? await store.findCurrentClient(sourceId) : undefined;
    if (source === undefined) throw clientNotFound();
    const candidate = candidateOf({ ...inputOfClone(source, name), clientId: newClientId });
    call.require([
      ...issuesOfRegistration(services, candidate).map(inClone),
      ...(idempotencyKey == null ? [] : checkIdempotencyKey(idempotencyKey)),
    ]);
    const origin = [{ field: 'clonedFrom', before: null, after: sourceId }];
    return registerClient(
      call,
      { candidate, clientId: newClientId, clientIdField: 'newClientId', origin },
      {
        idempotencyKey,
        digest: () => digestRegistration(candidate.metadata, { clonedFrom: sourceId, clientId: newClientId }),
      },
    );
  },
);

/** The issue at the field that a clone has for it. */
function inClone(found: Issue): Issue {
  return found.path[0] === 'clientId' ? { ...found, path: ['newClientId'] } : found;
}

const clonedFields: readonly string[] = fieldsOf('clone');

function inputOfClone(source: Client, name: string | null | undefined): RegistrationInput {
  const copied = Object.entries(inputOf(source)).filter(([field]) => clonedFields.includes(field));
  return {
    ...(Object.fromEntries(copied) as Partial<RegistrationInput>),
    name: name ?? nameOfClone(source.name),
  };
}
