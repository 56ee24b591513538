import { useEffect, useState } from 'react';
import { useText } from '../language.tsx';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for screen readers. */
  readonly what: string;
  readonly className?: string;
}

/** Milliseconds for which the button shows that it has copied. */
const copiedMilliseconds = 2000;

/**
 * Copies a text. If the browser has no clipboard, as for a page without TLS, the button says so and the text can be selected.
 */
export function CopyButton({ value, what, className = 'small subtle copy' }: CopyButtonProps) {
  const { copy: text } = useText();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), copiedMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('failed');
    }
  };
  return (
    <button type="button" className={className} onClick={copy}>
      <span aria-live="polite">{text[state]}</span>
      <span className="visually-hidden"> {what}</span>
    </button>
  );
}
