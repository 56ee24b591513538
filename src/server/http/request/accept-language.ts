import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Language } from '../../../domain/error/language.ts';

/** `zh` covers every variant of Chinese: Negotiator matches it with `zh-Hans-CN` and `zh-TW`, but not `zh-CN`. */
const languageOfTag = { en: 'en', 'zh-CN': 'zh-CN', zh: 'zh-CN' } as const satisfies Record<string, Language>;

type Tag = keyof typeof languageOfTag;

/** Among tags of equal weight, as in `*`, the first one wins. */
const tagsByDefault: Readonly<Record<Language, Tag[]>> = {
  en: ['en', 'zh-CN', 'zh'],
  'zh-CN': ['zh-CN', 'zh', 'en'],
};

/** Characters of `Accept-Language` that are read; browsers send up to 100. 1,000 characters took 0.14 ms to compare. */
const maxLength = 1000;

/** Values of `Accept-Language` that are remembered. */
const maxRemembered = 100;
const remembered = new LRUCache<string, Language>({ max: maxRemembered });

/**
 * The language of messages that a caller prefers (RFC 9110 §12.5.4).
 *
 * @param byDefault for a caller that sends no `Accept-Language`, one without a supported language, or one of more than 1,000
 *   characters.
 */
export function acceptedLanguage({ headers }: IncomingMessage, byDefault: Language): Language {
  const accept = headers['accept-language'];
  if (!accept || accept.length > maxLength) return byDefault;
  const key = `${byDefault} ${accept}`;
  const known = remembered.get(key);
  if (known) return known;
  const tag = new Negotiator({ headers: { 'accept-language': accept } }).language(tagsByDefault[byDefault]);
  const language = tag === undefined ? byDefault : languageOfTag[tag as Tag];
  remembered.set(key, language);
  return language;
}

/**
 * Header fields of a response in this language, for clients and caches.
 *
 * @param response has the fields that `Vary` already names.
 */
export function languageHeaders(
  language: Language,
  response: ServerResponse,
): Readonly<Record<string, string>> {
  const vary = [response.getHeader('vary'), 'accept-language'].filter(Boolean).join(', ');
  return { 'content-language': language, vary };
}
