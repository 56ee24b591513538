import type { OAuthIssueCode } from './document.ts';
import { useLanguage } from './language.tsx';
import { issueChinese, originChinese } from './text/issue-chinese.ts';

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly reference?: string | null;
}

interface IssueMessage {
  readonly message: string;
  /** BCP 47 tag of the message: a code that this page does not know yet is said in the words of the server. */
  readonly language: string;
  readonly reference: string | null;
}

/** Says what the server says in English in the language that was chosen. Codes and clauses stay as they are. */
export function useIssueMessage(): (issue: Issue) => IssueMessage {
  const { language } = useLanguage();
  return ({ code, message, reference = null }) => {
    const chinese = language === 'zh-CN' && isKnown(code) ? issueChinese[code] : undefined;
    if (chinese === undefined) return { message, language: 'en', reference };
    const origin = reference === null ? null : (originChinese[reference] ?? reference);
    return { message: chinese, language, reference: origin };
  };
}

function isKnown(code: string): code is OAuthIssueCode {
  return Object.hasOwn(issueChinese, code);
}
