import { useLanguage, useText } from './language.tsx';

const steps = [
  ['year', 31_536_000],
  ['month', 2_628_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

interface InstantProps {
  /** RFC 3339. */
  readonly at: string;
  /** `day` leaves the time out, where only the day is known (UTC). */
  readonly unit?: 'minute' | 'day';
}

/** A moment as people of the chosen language write it, in their time zone, with how long ago it was. */
export function Instant({ at, unit = 'minute' }: InstantProps) {
  const { language } = useLanguage();
  const { mark } = useText();
  const date = new Date(at);
  const options: Intl.DateTimeFormatOptions =
    unit === 'day' ? { dateStyle: 'medium', timeZone: 'UTC' } : { dateStyle: 'medium', timeStyle: 'short' };
  return (
    <time dateTime={at} title={at}>
      {new Intl.DateTimeFormat(language, options).format(date)}
      <span className="quiet">
        {mark.aside(unit === 'day' ? daysAgo(date, language) : distance(date, language))}
      </span>
    </time>
  );
}

/** How far a moment is from now, as in "3 days ago"; in the largest unit of which it is two or more. */
function distance(date: Date, language: string): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= 2 * length) ?? ['second', 1];
  return relative(language).format(Math.round(seconds / length), unit);
}

function daysAgo(date: Date, language: string): string {
  return relative(language).format(
    Math.floor(date.getTime() / 86_400_000) - Math.floor(Date.now() / 86_400_000),
    'day',
  );
}

function relative(language: string): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
}
