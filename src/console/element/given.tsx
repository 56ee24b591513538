import { Fragment } from 'react';

/** Default number of characters that are shown. */
const usualLength = 100;

interface GivenProps {
  readonly text: string;
  /** The most characters (code points) that are shown; the tooltip has the whole text. Default: 100. */
  readonly max?: number;
}

/**
 * A text that a caller chose, such as a name or the `sub` of a token. It is isolated from adjacent text, wraps anywhere, and
 * its invisible characters are written out. So it can neither change the direction of the line, nor widen the page, nor look
 * like another text.
 */
export function Given({ text, max = usualLength }: GivenProps) {
  const shown = shorten(reveal(text), max);
  return (
    <bdi className="given" title={shown === text ? undefined : reveal(text)}>
      {shown}
    </bdi>
  );
}

/** The same for places without elements: titles and dialogs of the browser. */
export function givenText(text: string): string {
  const shown = shorten(reveal(text), usualLength);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** Unicode blocks of right-to-left letters. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

interface SentenceProps {
  /** A text of the console with placeholders for texts of callers. */
  readonly say: (...given: string[]) => string;
  readonly given: readonly string[];
}

/** Placeholders while the sentence is built; plane 16 of Unicode has only private-use characters. */
const slot = (index: number) => String.fromCodePoint(0x10_0000 + index);

/** A sentence of the console with texts that callers chose. */
export function Sentence({ say, given }: SentenceProps) {
  const parts = say(...given.map((_, index) => slot(index))).split(/([\u{100000}-\u{10FFFD}])/u);
  return parts.map((part, index) => {
    const text = index % 2 === 1 ? given[(part.codePointAt(0) ?? 0) - 0x10_0000] : undefined;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    return <Fragment key={index}>{text === undefined ? part : <Given text={text} />}</Fragment>;
  });
}

/**
 * Control and bidirectional characters, line separators, unpaired surrogates, and invisible characters, except those that
 * join emoji and letters of Persian and Indic scripts.
 */
const hidden =
  /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u00AD\u115F\u1160\u17B4\u17B5\u180E\u200B\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0\u{E0000}-\u{E007F}]/gu;

function reveal(text: string): string {
  return text.replace(hidden, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${digits}]`;
  });
}

function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = Array.from(text.slice(0, 2 * max + 2));
  return points.length <= max ? text : `${points.slice(0, max).join('')}…`;
}
