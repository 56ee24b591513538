import { useEffect, useState } from 'react';
import { spaceDigits } from '../digit-space.ts';
import { useLanguage, useText } from '../language.tsx';
import { SignInAgain } from '../session/sign-in.tsx';

/** Milliseconds before the expiry of a token at which the warning appears. */
const warnFrom = 5 * 60_000;

/** The remaining lifetime of the token, and a dialog to replace the token before it expires. */
export function TimeLeft({ end }: { readonly end: Date }) {
  const { shell: text } = useText();
  const { language } = useLanguage();
  const [now, setNow] = useState(Date.now);
  const [isRenewing, setRenewing] = useState(false);
  const left = end.getTime() - now;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const isShort = left < warnFrom;
  return (
    <>
      <span className="row">
        <span className="badge" data-tone={isShort ? 'warn' : undefined} title={end.toISOString()}>
          {left > 0 ? text.tokenLeft(duration(left, language)) : text.tokenEnded}
        </span>
        {isShort && (
          <button type="button" className="small" onClick={() => setRenewing(true)}>
            {text.renew}
          </button>
        )}
      </span>
      {/* Said once, not every second. */}
      <span className="visually-hidden" role="status">
        {isShort ? text.tokenWarning : ''}
      </span>
      {isRenewing && <SignInAgain onClose={() => setRenewing(false)} />}
    </>
  );
}

/** For example "12 min"; below two minutes in seconds, above two hours in hours. */
function duration(milliseconds: number, language: string): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const [unit, length] =
    seconds >= 7200
      ? (['hour', 3600] as const)
      : seconds >= 120
        ? (['minute', 60] as const)
        : (['second', 1] as const);
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
  return spaceDigits(format.format(Math.floor(seconds / length)));
}
