/** Languages of messages, as BCP 47 tags: American English and simplified Chinese. */
export const languages = ['en', 'zh-CN'] as const;

export type Language = (typeof languages)[number];

/** A text in each language. */
export interface Localized {
  readonly en: string;
  readonly zh: string;
}

export function textIn(text: Localized, language: Language): string {
  return language === 'en' ? text.en : text.zh;
}
