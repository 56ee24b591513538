import { z } from 'zod';
import { verifies } from '../../domain/client/client-secret.ts';
import { issue } from '../../domain/error/issue.ts';
import { defaultGraceSeconds } from '../../domain/rule/secret.ts';
import type { StoredSecret } from '../../store/client/client-state.ts';
import { writeOperation } from '../perform.ts';
import {
  type AddedSecret,
  addNewSecret,
  type SecretToAdd,
  secretToAddSchema,
} from '../step/add-new-secret.ts';

/**
 * Replaces all secrets by a new one. The old ones stay valid until the grace period ends, or until their own expiry if that
 * is earlier. `graceSeconds: 0` revokes them immediately.
 */
export const rotateSecret = writeOperation(
  {
    name: 'rotateOAuthClientSecret',
    right: 'rotate',
    action: 'oauth_client_secret.rotate',
    input: secretToAddSchema.extend({ graceSeconds: z.int().nullish() }),
    rules: 'INVALID_ARGUMENT',
  },
  (call, input: SecretToAdd): Promise<AddedSecret> =>
    addNewSecret(call, input, (secrets, now) => {
      const end = new Date(now.getTime() + (input.graceSeconds ?? defaultGraceSeconds) * 1000);
      const replaced = secrets.map((secret) => retired(secret, end, now));
      const outlives = ({ expiresAt }: StoredSecret) =>
        input.expiresAt != null && expiresAt !== null && new Date(input.expiresAt) <= expiresAt;
      if (replaced.some((secret) => verifies(secret, now) && outlives(secret))) {
        call.require([issue('EXPIRES_AT_GRACE', 'expiresAt')]);
      }
      return replaced;
    }),
);

function retired(secret: StoredSecret, end: Date, now: Date): StoredSecret {
  if (!verifies(secret, now)) return secret;
  const expiresAt = secret.expiresAt !== null && secret.expiresAt < end ? secret.expiresAt : end;
  if (secret.status === 'retired' && expiresAt === secret.expiresAt) return secret;
  // A secret that was revoked immediately stays inactive if the clock is set back.
  return { ...secret, status: expiresAt <= now ? 'inactive' : 'retired', expiresAt, updatedAt: now };
}
