import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { useText } from '../language.tsx';
import type { Right } from '../session/rights.ts';
import { Dialog } from './dialog.tsx';
import { Failure, type Refusal } from './failure.tsx';

interface ConfirmProps {
  readonly title: ReactNode;
  /** The label of the button that confirms. */
  readonly label: string;
  readonly isDangerous?: boolean;
  /** The state of the action and the reason of a failure. */
  readonly state: {
    readonly isBusy: boolean;
    readonly error: CombinedError | undefined;
    readonly refusal: Refusal | undefined;
  };
  readonly right: Right;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly onReload?: () => void;
  /** The effect of the action, and further fields. */
  readonly children: ReactNode;
}

/**
 * Asks for confirmation and stays open after a failure. While the action runs, the dialog cannot be closed: closing would
 * look like cancelling, and could lose a new secret.
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
