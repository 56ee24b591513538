import { type ReactNode, useId, useState } from 'react';
import { Failure } from '../element/failure.tsx';
import { Instant } from '../element/instant.tsx';
import { useText } from '../language.tsx';
import type { SignInProblem } from './check-token.ts';
import { useSession } from './session.tsx';
import { TokenFault } from './token-fault.tsx';

interface SignInFormProps {
  /** The reason why an earlier token was not used. */
  readonly problem?: SignInProblem | undefined;
  /** Retries the earlier token. */
  readonly onRetry?: (() => void) | undefined;
  /** Shown beside the button. */
  readonly children?: ReactNode;
  readonly onSignedIn?: () => void;
}

export function SignInForm({ problem: earlier, onRetry, children, onSignedIn }: SignInFormProps) {
  const { signIn: text } = useText();
  const { signIn } = useSession();
  const [token, setToken] = useState('');
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState(earlier);
  const [field, hint, alert] = [useId(), useId(), useId()];
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    const found = await signIn(token.trim());
    setBusy(false);
    if (found === undefined) onSignedIn?.();
    else setProblem(found);
  };
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="field">
        <label htmlFor={field}>{text.token}</label>
        <input
          id={field}
          className={isShown ? 'mono' : 'mono veiled'}
          // A field of type password would have password managers offer to keep the token.
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={token}
          aria-describedby={problem ? `${alert} ${hint}` : hint}
          aria-invalid={problem !== undefined}
          onChange={({ target }) => setToken(target.value)}
        />
        <p id={hint} className="hint">
          {text.explanation}
        </p>
      </div>
      <label className="choice">
        <input type="checkbox" checked={isShown} onChange={({ target }) => setShown(target.checked)} />
        {text.show}
      </label>
      {problem && (
        <div id={alert}>
          <Problem problem={problem} onRetry={problem === earlier ? onRetry : undefined} />
        </div>
      )}
      <div className="actions">
        {children}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? text.checking : text.submit}
        </button>
      </div>
    </form>
  );
}

interface ProblemProps {
  readonly problem: SignInProblem;
  readonly onRetry: (() => void) | undefined;
}

function Problem({ problem, onRetry }: ProblemProps) {
  const { signIn: text, mark } = useText();
  if (problem.kind === 'failed') return <Failure error={problem.error} onRetry={onRetry} />;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>
        {text.problems[problem.kind]}
        {problem.kind === 'expired' && (
          <>
            {' '}
            <Instant at={problem.at.toISOString()} />
          </>
        )}
        {problem.kind === 'refused' && (
          <>
            {mark.sentence}
            <TokenFault fault={problem.fault} />
          </>
        )}
      </p>
    </div>
  );
}
