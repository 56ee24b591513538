import { z } from 'zod';
import { maxGraceSeconds } from '../../domain/rule/secret.ts';
import type { Context } from '../../graphql/context.ts';
import { type RestResponse, success } from '../envelope.ts';
import { loadOperation } from '../operation.ts';
import { type RegistrationError, refused } from '../refusal.ts';
import { type RestRequest, targetOf, withUnreadable } from '../request.ts';
import { clientPath, type Route } from '../route.ts';
import { decodeSecret } from '../secret-body.ts';
import { answerOf, bodyOf, clientId, instant, issuedSecret, named } from '../wire/wire-schema.ts';
import { type IssuedSecret, newSecretShape } from '../wire/wire-secret.ts';

const rotateOAuthClientSecret = loadOperation<{
  readonly rotateOAuthClientSecret: IssuedSecret<'RotateOAuthClientSecretPayload'> | RegistrationError;
}>('rotate-oauth-client-secret');

const rotationShape = { ...newSecretShape, graceSeconds: z.int().min(0).max(maxGraceSeconds).nullish() };

const RotatedSecret = named(
  'RotatedSecret',
  z.object({ client_id: clientId, new_secret: issuedSecret, rotated_at: instant }),
);

export const rotateSecret = {
  method: 'POST',
  path: `${clientPath}/rotate-secret`,
  right: rotateOAuthClientSecret.right,
  summary: 'Replace the secrets of a client',
  description: 'The old secrets stay valid for `grace_seconds`, by default 4 hours.',
  parameters: ['IfMatch'],
  body: {
    schema: named('SecretRotation', bodyOf(rotationShape, 'RotateOAuthClientSecretInput')),
    isOptional: true,
  },
  status: 200,
  answer: answerOf('RotatedSecretAnswer', RotatedSecret),
  errors: ['CONFLICT'],
  handle,
} as const satisfies Route;

async function handle(context: Context, request: RestRequest): Promise<RestResponse> {
  const { input, unreadable } = decodeSecret(request.body, ['description', 'expiresAt', 'graceSeconds']);
  const target = await targetOf(context, request);
  const answer = await rotateOAuthClientSecret(withUnreadable(context, unreadable), {
    input: { ...input, ...target },
  });
  const result = answer.rotateOAuthClientSecret;
  if (result.__typename === 'RegistrationError') return refused(result, context);
  const { client, secret, issuedSecret: issued } = result;
  const data = { client_id: client.clientId, new_secret: issued.plaintext, rotated_at: secret.createdAt };
  return success(200, data, context.services.now());
}
