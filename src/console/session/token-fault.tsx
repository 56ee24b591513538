import { useText } from '../language.tsx';

/** The check that a token failed; empty for a reason that this version of the console does not know. */
export function TokenFault({ fault = '' }: { readonly fault: string | undefined }) {
  const { faults } = useText().signIn;
  return Object.hasOwn(faults, fault) ? faults[fault as keyof typeof faults] : null;
}
