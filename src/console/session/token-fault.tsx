import { useLanguage } from '../language.tsx';
import { tokenFaultMessages } from '../text/message.ts';

/** The failed check of a token; empty for a reason that this version of the console does not know. */
export function TokenFault({ fault = '' }: { readonly fault: string | undefined }) {
  const { language } = useLanguage();
  const message = Object.hasOwn(tokenFaultMessages, fault) ? tokenFaultMessages[fault] : undefined;
  return message ? message[language === 'en' ? 'en' : 'zh'] : null;
}
