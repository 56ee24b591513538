import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { Dialog } from './dialog.tsx';
import { Failure, type Refusal } from './failure.tsx';
import { useText } from './language.tsx';
import type { Right } from './session/rights.ts';

interface ConfirmProps {
  readonly title: ReactNode;
  /** What the button says that does it. */
  readonly label: string;
  readonly isDangerous?: boolean;
  /** What is being done, and why it failed. */
  readonly state: {
    readonly isBusy: boolean;
    readonly error: CombinedError | undefined;
    readonly refusal: Refusal | undefined;
  };
  readonly right: Right;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly onReload?: () => void;
  /** What it means, and what can be said about it. */
  readonly children: ReactNode;
}

/**
 * Asks before something is done, and stays open when it fails. While it is being done there is no way out: closing would look
 * like calling it off, and could lose the secret that is on its way.
 */
export function Confirm(props: ConfirmProps) {
  const { confirm: text } = useText();
  const { title, label, isDangerous = false, state, right, onConfirm, onClose, onReload, children } = props;
  return (
    <Dialog title={title} onClose={onClose} isDismissable={!state.isBusy}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        {children}
        <Failure error={state.error} refusal={state.refusal} right={right} onReload={onReload} />
        <div className="actions">
          <button type="button" className="subtle" disabled={state.isBusy} onClick={onClose}>
            {text.cancel}
          </button>
          <button
            type="submit"
            className={isDangerous ? 'primary danger' : 'primary'}
            disabled={state.isBusy}
          >
            {label}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
