import { spaceDigits } from '../digit-space.ts';
import { type Language, useLanguage, useText } from '../language.tsx';
import type { Text } from '../text/english.ts';

const steps = [
  ['year', 31_536_000],
  ['month', 2_628_000],
  ['day', 86_400],
  ['hour', 3600],
] as const;

interface InstantProps {
  /** RFC 3339. */
  readonly at: string;
  /** `day` for a value of which only the day is known (UTC). Default: `minute`. */
  readonly unit?: 'second' | 'minute' | 'day';
}

const formats = {
  second: { dateStyle: 'medium', timeStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium', timeZone: 'UTC' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Chinese writes 2026-11-29 07:13:05, as Intl does for Swedish; Intl writes 2026年11月29日 07:13:05 for Chinese. */
const dateLocales: Readonly<Record<Language, string>> = { en: 'en', 'zh-CN': 'sv-SE' };

/** A time in the chosen language and the time zone of the browser, with its distance from now. */
export function Instant({ at, unit = 'minute' }: InstantProps) {
  const { language } = useLanguage();
  const { mark, time } = useText();
  const date = new Date(at);
  const distance = unit === 'day' ? daysAgo(date, language) : distanceOf(date, language, time);
  return (
    <time dateTime={at} title={at}>
      {new Intl.DateTimeFormat(dateLocales[language], formats[unit]).format(date)}
      <span className="quiet">{mark.aside(distance)}</span>
    </time>
  );
}

/** The distance from now, as in "3 days ago", in the largest unit of which it is two or more; at least in minutes. */
function distanceOf(date: Date, language: Language, text: Text['time']): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) < 60) return seconds > 0 ? text.soon : text.now;
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= 2 * length) ?? ['minute', 60];
  return relative(Math.round(seconds / length), unit, language);
}

function daysAgo(date: Date, language: Language): string {
  const days = Math.floor(date.getTime() / 86_400_000) - Math.floor(Date.now() / 86_400_000);
  return relative(days, 'day', language);
}

function relative(count: number, unit: Intl.RelativeTimeFormatUnit, language: Language): string {
  return spaceDigits(new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(count, unit));
}
