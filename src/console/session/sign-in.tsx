import { useEffect } from 'react';
import { Dialog } from '../element/dialog.tsx';
import { LanguageChoice, useText } from '../language.tsx';
import { ThemeChoice } from '../theme.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { TokenFault } from './token-fault.tsx';

/** Shown at any address, so that signing in opens that page. */
export function SignIn() {
  const { signIn: text } = useText();
  const { isChecking, problem, retry } = useSession();
  useEffect(() => {
    document.title = `${text.title} · Clientele`;
  }, [text]);
  return (
    <main className="sign-in">
      <div className="card stack">
        <p className="brand">
          <span className="mark" aria-hidden="true" />
          Clientele
        </p>
        <h1>{text.title}</h1>
        {isChecking ? <p role="status">{text.checking}</p> : <SignInForm problem={problem} onRetry={retry} />}
        <details>
          <summary>{text.where}</summary>
          <p>{text.whereAnswer}</p>
          <p className="words">
            <code>npm run -s token</code>
            <code>npx clientele token</code>
          </p>
        </details>
      </div>
      <div className="row choices">
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </main>
  );
}

interface SignInAgainProps {
  /** Given if the token is still valid and the dialog can be closed. */
  readonly onClose?: () => void;
}

/** Shown over the pages, so that their input is kept. */
export function SignInAgain({ onClose }: SignInAgainProps) {
  const { signIn: text, mark } = useText();
  const { signOut, fault } = useSession();
  return (
    <Dialog
      title={onClose ? text.renew : text.again}
      className="veil"
      isDismissable={onClose !== undefined}
      onClose={() => onClose?.()}
    >
      <p>
        {onClose ? text.renewReason : text.againReason}
        {fault && mark.sentence}
        <TokenFault fault={fault} />
      </p>
      <SignInForm onSignedIn={() => onClose?.()}>
        <button type="button" className="subtle" onClick={onClose ?? signOut}>
          {onClose ? text.cancel : text.signOut}
        </button>
      </SignInForm>
    </Dialog>
  );
}
