import { useCallback, useRef } from 'react';
import type { CreateOAuthClientInput } from '../document.ts';

/**
 * Gives the idempotency key of an attempt: the same for the same input, so that a second click or a try after a lost
 * connection makes no second client, and a new one for another input, and after an answer.
 */
export function useAttempt(): (input: CreateOAuthClientInput, isAnswered: boolean) => string {
  const last = useRef({ sent: '', key: '' });
  return useCallback((input, isAnswered) => {
    const sent = JSON.stringify(input);
    if (isAnswered || last.current.sent !== sent) last.current = { sent, key: randomKey() };
    return last.current.key;
  }, []);
}

/** 128 bits in hexadecimal. `randomUUID` is not there in a page without TLS. */
function randomKey(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  return [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}
