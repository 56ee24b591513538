import { z } from 'zod';
import { type ClientAuthMethod, type GrantType, grantTypes, valuesOf } from '../domain/client/vocabulary.ts';
import { allowedAuthMethods } from '../domain/policy.ts';
import { readOperation } from './perform.ts';

/** The settings of the operator that a form of a registration depends on. */
export interface Capabilities {
  readonly recoverableSecrets: boolean;
  readonly allowedPrivateUseSchemes: readonly string[];
  readonly restoreDays: number;
  readonly grantTypes: readonly GrantType[];
  readonly clientAuthMethods: readonly ClientAuthMethod[];
}

/** What the operator enabled. Hosts that a `jwks_uri` may use are not included, because they are names of a private network. */
export const capabilities = readOperation(
  { name: 'capabilities', right: 'read', input: z.undefined() },
  ({ services: { policy, restoreDays } }): Capabilities => ({
    recoverableSecrets: policy.recoverableSecrets,
    allowedPrivateUseSchemes: [...policy.allowedPrivateUseSchemes].sort(),
    restoreDays,
    grantTypes: valuesOf(grantTypes),
    clientAuthMethods: allowedAuthMethods(policy),
  }),
);
