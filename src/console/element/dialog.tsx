import { type ReactNode, useEffect, useId, useRef } from 'react';
import { focusHeading } from './keep-focus.ts';

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  /** Whether Esc and the back gesture of a phone close it. Default: true. */
  readonly isDismissable?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A modal dialog. The browser keeps the focus in it and then returns the focus to its previous element. It is open while it
 * is rendered.
 */
export function Dialog({ title, onClose, isDismissable = true, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      // React removes the element before the browser can return the focus. The element that opened it may have disappeared as
      // well.
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
      // In browsers without `closedby`, a second Esc closes it despite `cancel`.
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
