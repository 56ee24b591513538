import type { z } from 'zod';
import type { ErrorCode } from '../domain/error/error-catalogue.ts';
import type { HeaderName, ParameterName } from './openapi-part.ts';
import type { OperationId } from './route.ts';
import { ClientChange, ClientRegistration, NewSecret, SecretRotation } from './wire-schema.ts';

/** What people are told of an operation, and what it takes and gives besides its body. */
export interface OperationText {
  readonly summary: string;
  readonly description: string;
  readonly status: 200 | 201 | 204;
  readonly body?: z.ZodType;
  readonly parameters?: readonly ParameterName[];
  readonly headers?: readonly HeaderName[];
  /** What it may be refused for, besides what any operation may be. */
  readonly refusals: readonly ErrorCode[];
}

const changes = ['NOT_FOUND', 'CONFLICT'] as const;

export const operationTexts: Readonly<Record<OperationId, OperationText>> = {
  createClient: {
    summary: 'Register a client',
    description:
      'The secret is in the answer once and nowhere else. A member of a standard that is not supported is refused; any other unknown member is ignored and named in `ignored`.',
    status: 201,
    body: ClientRegistration,
    parameters: ['IdempotencyKey'],
    headers: ['Location', 'ETag', 'IdempotencyReplayed'],
    refusals: [
      'INVALID_CLIENT_METADATA',
      'IDEMPOTENCY_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  listClients: {
    summary: 'List clients',
    description: 'The clients of the tenant, newest first. Deleted clients never appear.',
    status: 200,
    parameters: ['Page', 'PageSize', 'Name', 'Status'],
    refusals: ['INVALID_ARGUMENT'],
  },
  findClient: {
    summary: 'Read a client',
    description: 'Never its secret and never its `jwks`.',
    status: 200,
    headers: ['ETag'],
    refusals: ['NOT_FOUND'],
  },
  updateClient: {
    summary: 'Change a client',
    description:
      'A field that is absent stays as it is, null clears it, and a list replaces the stored one. Unknown members are treated as in a registration.',
    status: 200,
    body: ClientChange,
    parameters: ['IfMatch'],
    headers: ['ETag'],
    refusals: [
      ...(['INVALID_CLIENT_METADATA', ...changes, 'PRECONDITION_FAILED'] as const),
      ...(['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const),
    ],
  },
  deleteClient: {
    summary: 'Delete a client',
    description: 'Soft: GraphQL can restore it for a while. Its `client_id` is never given to another.',
    status: 204,
    parameters: ['IfMatch'],
    refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  cloneClient: {
    summary: 'Clone a client',
    description: 'A client with the same metadata, ` (clone)` behind its name, and credentials of its own.',
    status: 201,
    headers: ['Location', 'ETag'],
    refusals: ['INVALID_CLIENT_METADATA', 'NOT_FOUND'],
  },
  rotateSecret: {
    summary: 'Replace the secrets of a client',
    description: 'The old ones go on verifying for 4 hours, or for `grace_seconds`.',
    parameters: ['IfMatch'],
    status: 200,
    body: SecretRotation,
    refusals: [
      'INVALID_ARGUMENT',
      ...changes,
      'PRECONDITION_FAILED',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  listSecrets: {
    summary: 'List the secrets of a client',
    description: 'What may be shown of them; never the secrets.',
    status: 200,
    refusals: ['NOT_FOUND'],
  },
  addSecret: {
    summary: 'Add a secret to a client',
    description: 'Beside the one in use; at most two are active at once.',
    parameters: ['IfMatch'],
    status: 201,
    body: NewSecret,
    refusals: [
      'INVALID_ARGUMENT',
      ...changes,
      'PRECONDITION_FAILED',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  },
  deleteSecret: {
    summary: 'Delete a secret',
    description:
      'For good. The last secret of a client stays, and so does the last active one that it needs.',
    parameters: ['IfMatch'],
    status: 204,
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  deactivateSecret: {
    summary: 'Deactivate a secret',
    description: 'At once and for good. The last active one that a client needs stays.',
    parameters: ['IfMatch'],
    status: 200,
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND', 'PRECONDITION_FAILED'],
  },
  listAuditLogs: {
    summary: 'Read the audit trail of a client',
    description: 'Who did what to it, or was refused to, newest first.',
    status: 200,
    parameters: ['Page', 'PageSize'],
    refusals: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  },
};
