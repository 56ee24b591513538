import { z } from 'zod';
import { type Right, rightsOf } from '../domain/actor.ts';
import { readOperation } from './perform.ts';

/** The caller, as its token and the tenant of its request describe it. */
export interface Viewer {
  readonly subject: string;
  readonly tenantId: string;
  readonly rights: readonly Right[];
}

/** The caller and its rights. A caller without any right may ask too, so that a page can explain what the token does not allow. */
export const viewer = readOperation(
  { name: 'viewer', right: null, input: z.undefined() },
  ({ caller: { actor } }): Viewer => ({
    subject: actor.id,
    tenantId: actor.tenantId,
    rights: rightsOf(actor),
  }),
);
