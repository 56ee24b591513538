import { useCallback, useRef } from 'react';
import type { CreateOAuthClientInput } from '../../document.ts';

/**
 * The idempotency key of an attempt. It is the same for the same input, so that a second click or a retry after a lost
 * connection creates no second client. It changes with the input and after a response.
 */
export function useAttempt(): (input: CreateOAuthClientInput, isAnswered: boolean) => string {
  const last = useRef({ sent: '', key: '' });
  return useCallback((input, isAnswered) => {
    const sent = JSON.stringify(input);
    if (isAnswered || last.current.sent !== sent) last.current = { sent, key: randomKey() };
    return last.current.key;
  }, []);
}

/** 128 bits in hexadecimal. Pages without TLS have no `randomUUID`. */
function randomKey(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}
