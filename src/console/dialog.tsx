import { type ReactNode, useEffect, useId, useRef } from 'react';
import { focusHeading } from './keep-focus.ts';

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  /** Whether Esc closes it, and the back gesture of a phone. Default: true. */
  readonly isDismissable?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A modal dialog: the browser keeps the focus in it and gives it back to where it was. It is open while it is rendered. */
export function Dialog({ title, onClose, isDismissable = true, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      // React takes the element away before the browser can give the focus back. What opened it may be gone too.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else focusHeading();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={className}
      closedby={isDismissable ? 'closerequest' : 'none'}
      onCancel={(event) => {
        event.preventDefault();
        if (isDismissable) onClose();
      }}
      // A second Esc closes it whatever `cancel` says, in browsers that do not know `closedby`.
      onClose={(event) => {
        if (isDismissable) onClose();
        else event.currentTarget.showModal();
      }}
    >
      <div className="stack">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
