import { type Language, useLanguage } from '../language.tsx';
import { formChinese } from '../text/form-chinese.ts';
import { type FormText, formEnglish } from '../text/form-english.ts';

const texts: Readonly<Record<Language, FormText>> = { en: formEnglish, 'zh-CN': formChinese };

/** What the forms say, in the language that was chosen. */
export function useFormText(): FormText {
  return texts[useLanguage().language];
}
