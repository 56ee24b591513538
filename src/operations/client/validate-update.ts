import type { ClientChange } from '../../domain/client/client-change.ts';
import { changeSchema } from '../../domain/client/registration-schema.ts';
import type { Issue } from '../../domain/error/issue.ts';
import { joinIssues } from '../../domain/error/issue-order.ts';
import { RegistrationError } from '../../domain/error/registration-error.ts';
import { isClientId } from '../../domain/identifier.ts';
import { readOperation } from '../perform.ts';
import { requireTarget, type Target, targetSchema } from '../step/change-client.ts';
import { checkChange, requiresSecret } from '../step/check-change.ts';
import { type Verdict, verdictOf } from '../step/verdict.ts';

/** The result of a dry run of a change. */
export interface UpdateVerdict extends Omit<Verdict, 'normalized'> {
  /** The metadata of the changed client; `null` if there is no such client. */
  readonly normalized: Verdict['normalized'] | null;
}

/**
 * Checks a change of a client without writing, by the rules of the change. An unknown client and a version that is not the expected
 * one are issues as well.
 */
export const validateUpdate = readOperation(
  {
    name: 'validateOAuthClientUpdate',
    right: 'write',
    input: targetSchema.and(changeSchema),
    rules: 'INVALID_CLIENT_METADATA',
    isCharged: true,
  },
  async ({ services, store, found }, input: Target & ClientChange): Promise<UpdateVerdict> => {
    const { clientId, expectedVersion, ...change } = input;
    const state = isClientId(clientId) ? await store.findClientState(clientId) : undefined;
    const ofTarget = issuesThrownBy(() => requireTarget(state, expectedVersion));
    if (state === undefined) {
      return { issues: joinIssues(found, ofTarget), advisories: [], normalized: null };
    }
    const { metadata, issues, advisories } = checkChange(services, state.client, change);
    const ofSecret =
      issues.length > 0 ? [] : issuesThrownBy(() => requiresSecret(state, metadata, services.now()));
    const all = joinIssues(found, [...ofTarget, ...issues, ...ofSecret]);
    return verdictOf(metadata, { issues: all, advisories });
  },
);

function issuesThrownBy(check: () => unknown): readonly Issue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof RegistrationError) return error.issues;
    throw error;
  }
}
