import { useCallback, useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  type CreateOAuthClientInput,
  ValidateOAuthClientDocument,
  type ValidateOAuthClientQuery,
} from '../../document.ts';
import { withoutSecrets } from '../key/secret-key.ts';
import { type Draft, inputOf } from './draft.ts';

export type Verdict = NonNullable<ValidateOAuthClientQuery['validateOAuthClient']>;

/** Milliseconds without a key press after which the draft is sent to the server. */
const rest = 300;

interface Answer {
  /** The checked draft. Messages belong to its rows, even if rows were changed since. */
  readonly checked: Draft;
  readonly sent: string;
  readonly round: number;
  readonly verdict: Verdict | undefined;
  readonly error: CombinedError | undefined;
}

export interface DryRun {
  /** The newest response. It is about an earlier draft while `isPending` is true or `error` is set. */
  readonly checked: Draft;
  readonly verdict: Verdict | undefined;
  readonly error: CombinedError | undefined;
  readonly isPending: boolean;
  /** Repeats the check after a failure. */
  readonly retry: () => void;
}

/**
 * Checks the draft on the server after each pause of the input. Responses to earlier requests are dropped.
 *
 * @param isAllowed whether the token has the right to; otherwise the gateway would record a refusal at every pause.
 */
export function useDryRun(draft: Draft, isAllowed: boolean): DryRun {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer>();
  const [round, setRound] = useState(0);
  const input = dryRunInput(draft);
  const sent = JSON.stringify(input);
  // Drafts that differ only in hidden fields send the same input, so they need no new check.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `sent` is `input` and `draft`, compared by value.
  useEffect(() => {
    if (!isAllowed) return;
    let stop = () => {};
    const timer = setTimeout(() => {
      const { unsubscribe } = client
        .query(ValidateOAuthClientDocument, { input })
        .subscribe(({ data, error }) =>
          setAnswer((last) => ({
            checked: data ? draft : (last?.checked ?? draft),
            sent,
            round,
            verdict: data?.validateOAuthClient ?? last?.verdict,
            error,
          })),
        );
      stop = unsubscribe;
    }, rest);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, sent, round, isAllowed]);
  return {
    checked: answer?.checked ?? draft,
    verdict: answer?.verdict,
    error: answer?.error,
    isPending: answer?.sent !== sent || answer.round !== round,
    retry: useCallback(() => setRound((old) => old + 1), []),
  };
}

/** The registration without private keys: they must not leave the browser. */
function dryRunInput(draft: Draft): CreateOAuthClientInput {
  const input = inputOf(draft);
  return input.jwks == null ? input : { ...input, jwks: withoutSecrets(input.jwks) };
}
