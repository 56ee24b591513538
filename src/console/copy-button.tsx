import { useEffect, useState } from 'react';
import { useText } from './language.tsx';

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for those who do not see what stands beside the button. */
  readonly what: string;
  readonly className?: string;
}

/** How long the button tells that it has copied, in milliseconds. */
const told = 2000;

/** Copies a text. Where the browser gives no clipboard, as to a page without TLS, it says so and the text is there to select. */
export function CopyButton({ value, what, className = 'small subtle copy' }: CopyButtonProps) {
  const { copy: text } = useText();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), told);
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
