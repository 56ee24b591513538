import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { chinese } from './text/chinese.ts';
import { english, type Text } from './text/english.ts';

/** BCP 47 tags, each with the name that its speakers give it. */
export const languages = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Language = keyof typeof languages;

const texts: Readonly<Record<Language, Text>> = { en: english, 'zh-CN': chinese };

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'en', choose: () => {} });

/** Begins with the language that the browser asks for. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState<Language>(preferred);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => ({ language, choose }), [language]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): Choice {
  return use(LanguageContext);
}

/** What the console says, in the language that was chosen. */
export function useText(): Text {
  return texts[useLanguage().language];
}

function preferred(): Language {
  const chosen = navigator.languages.map((tag) => (tag.toLowerCase().startsWith('zh') ? 'zh-CN' : tag));
  return chosen.find((tag) => tag.startsWith('zh') || tag.startsWith('en')) === 'zh-CN' ? 'zh-CN' : 'en';
}
