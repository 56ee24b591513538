import { createContext, type ReactNode, use, useEffect, useId, useMemo, useState } from 'react';
import { keepPreference, readPreference } from './preference.ts';
import { chinese } from './text/chinese.ts';
import { english, type Text } from './text/english.ts';

/** BCP 47 tags with the names of the languages in themselves. */
const languages = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Language = keyof typeof languages;

const tags = Object.keys(languages) as Language[];
const texts: Readonly<Record<Language, Text>> = { en: english, 'zh-CN': chinese };

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({ language: 'en', choose: () => {} });

/** Starts with the language that was chosen in this browser, or else with the one that the browser prefers. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => readPreference('language', tags) ?? preferred());
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(() => {
    const choose = (chosen: Language) => {
      setLanguage(chosen);
      keepPreference('language', chosen);
    };
    return { language, choose };
  }, [language]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): Choice {
  return use(LanguageContext);
}

/** The texts of the console in the chosen language. */
export function useText(): Text {
  return texts[useLanguage().language];
}

export function LanguageChoice() {
  const { language, choose } = useLanguage();
  const { shell: text } = useText();
  const select = useId();
  return (
    <div className="field">
      <label htmlFor={select}>{text.language}</label>
      <select id={select} value={language} onChange={({ target }) => choose(target.value as Language)}>
        {tags.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languages[tag]}
          </option>
        ))}
      </select>
    </div>
  );
}

function preferred(): Language {
  const known = navigator.languages.map((tag) => tag.toLowerCase()).find((tag) => /^(zh|en)\b/.test(tag));
  return known?.startsWith('zh') ? 'zh-CN' : 'en';
}
