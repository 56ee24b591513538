import { type Language, useLanguage } from '../language.tsx';
import { formChinese } from '../text/form-chinese.ts';
import { type FormText, formEnglish } from '../text/form-english.ts';

const texts: Readonly<Record<Language, FormText>> = { en: formEnglish, 'zh-CN': formChinese };

/** The texts of the forms in the chosen language. */
export function useFormText(): FormText {
  return texts[useLanguage().language];
}
