import { z } from 'zod';
import { secretStatuses, valuesOf } from '../../domain/client/vocabulary.ts';
import type { Context } from '../../graphql/context.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { type RestRequest, targetOf, withUnreadable } from '../request.ts';
import { type Route, secretsPath } from '../route.ts';
import { decodeSecret } from '../secret-body.ts';
import { answerOf, bodyOf, instant, issuedSecret, named, ulid } from '../wire/wire-schema.ts';
import { type IssuedSecret, newSecretShape, secretItem } from '../wire/wire-secret.ts';

const addOAuthClientSecret = loadOperation<{
  readonly addOAuthClientSecret: IssuedSecret<'AddOAuthClientSecretPayload'> | RegistrationError;
}>('add-oauth-client-secret');

const AddedSecret = named(
  'AddedSecret',
  z.object({
    secret_id: ulid,
    secret_value: issuedSecret,
    status: z.enum(valuesOf(secretStatuses)),
    created_at: instant,
  }),
);

export const addSecret = {
  method: 'POST',
  path: secretsPath,
  right: addOAuthClientSecret.right,
  summary: 'Add a secret to a client',
  description: 'Keeps the other secrets of the client. At most two secrets are active at once.',
  parameters: ['IfMatch'],
  body: {
    schema: named('NewSecret', bodyOf(newSecretShape, 'AddOAuthClientSecretInput')),
    isOptional: true,
  },
  status: 201,
  answer: answerOf('AddedSecretAnswer', AddedSecret),
  errors: ['CONFLICT'],
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const { input, unreadable } = decodeSecret(request.body, ['description', 'expiresAt']);
  const target = await targetOf(context, request);
  const answer = await addOAuthClientSecret(withUnreadable(context, unreadable), {
    input: { ...input, ...target },
  });
  const result = answer.addOAuthClientSecret;
  if (result.__typename === 'RegistrationError') return refused(result, context);
  const { secret_id, status, created_at } = secretItem(result.secret);
  const data = { secret_id, secret_value: result.issuedSecret.plaintext, status, created_at };
  return success(201, data, context.services.now());
}
