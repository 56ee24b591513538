import { useLanguage } from '../language.tsx';
import { issueMessages, originsInChinese } from '../text/message.ts';

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

interface IssueMessage {
  readonly message: string;
  /** BCP 47 tag of the message: English for a code that this version of the console does not know. */
  readonly language: string;
  readonly reference: string | null;
}

/** Translates an issue, which GraphQL returns in English, into the chosen language. Codes and references stay the same. */
export function useIssueMessage(): (issue: Issue) => IssueMessage {
  const { language } = useLanguage();
  return ({ code, message, reference = null }) => {
    const known = Object.hasOwn(issueMessages, code) ? issueMessages[code] : undefined;
    if (language === 'en' || known === undefined) return { message, language: 'en', reference };
    const translated = reference === null ? null : (originsInChinese[reference] ?? reference);
    return { message: known.zh, language, reference: translated };
  };
}
