import { useCallback, useEffect, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import {
  type CreateOAuthClientInput,
  ValidateOAuthClientDocument,
  type ValidateOAuthClientQuery,
} from '../document.ts';
import { type Draft, inputOf } from './draft.ts';
import { withoutSecrets } from './secret-key.ts';

export type Verdict = NonNullable<ValidateOAuthClientQuery['validateOAuthClient']>;

/** How long the keyboard rests before the server is asked, in milliseconds. */
const rest = 300;

interface Answer {
  /** The draft that was judged: what is said of it belongs to its rows, whatever happened to them since. */
  readonly checked: Draft;
  readonly sent: string;
  readonly round: number;
  readonly verdict: Verdict | undefined;
  readonly error: CombinedError | undefined;
}

export interface DryRun {
  /** The newest answer; it is about an earlier draft while `isPending`, and where there is an `error`. */
  readonly checked: Draft;
  readonly verdict: Verdict | undefined;
  readonly error: CombinedError | undefined;
  readonly isPending: boolean;
  /** Asks once more; for where asking has failed. */
  readonly retry: () => void;
}

/**
 * Asks the server what it would say of the draft, whenever it has come to rest. An answer that is overtaken is dropped.
 *
 * @param isAllowed whether the token may ask: else the gateway would record a refusal at every pause.
 */
export function useDryRun(draft: Draft, isAllowed: boolean): DryRun {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer>();
  const [round, setRound] = useState(0);
  const input = dryRunInput(draft);
  const sent = JSON.stringify(input);
  // What is sent decides: a draft that differs in what is hidden is the same question.
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

/** The registration without any private key: those never leave the browser before somebody has taken them out. */
function dryRunInput(draft: Draft): CreateOAuthClientInput {
  const input = inputOf(draft);
  return input.jwks == null ? input : { ...input, jwks: withoutSecrets(input.jwks) };
}
