import { Fragment } from 'react';

/** Characters of a text that are shown where nothing else is said. */
const usualLength = 100;

interface GivenProps {
  readonly text: string;
  /** The most characters (code points) that are shown; the whole text is then in the tooltip. Default: 100. */
  readonly max?: number;
}

/**
 * A text that a caller chose, such as a name or the `sub` of a token. It is isolated from the text beside it, wraps anywhere,
 * and has its invisible characters written out, so that it can neither turn the line around nor widen the page, nor look like
 * another one.
 */
export function Given({ text, max = usualLength }: GivenProps) {
  const shown = shorten(reveal(text), max);
  return (
    <bdi className="given" title={shown === text ? undefined : reveal(text)}>
      {shown}
    </bdi>
  );
}

/** The same for where no element can be: in a title, or in a question of the browser. */
export function givenText(text: string): string {
  const shown = shorten(reveal(text), usualLength);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** The blocks of Unicode whose letters run from right to left. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

interface SentenceProps {
  /** A sentence of the console with places for given texts. */
  readonly say: (...given: string[]) => string;
  readonly given: readonly string[];
}

/** Placeholders for the given texts while the sentence is put together; plane 16 of Unicode has private characters only. */
const slot = (index: number) => String.fromCodePoint(0x10_0000 + index);

/** A sentence of the console that names what callers chose. */
export function Sentence({ say, given }: SentenceProps) {
  const parts = say(...given.map((_, index) => slot(index))).split(/([\u{100000}-\u{10FFFD}])/u);
  return parts.map((part, index) => {
    const text = index % 2 === 1 ? given[(part.codePointAt(0) ?? 0) - 0x10_0000] : undefined;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
    return <Fragment key={index}>{text === undefined ? part : <Given text={text} />}</Fragment>;
  });
}

/**
 * Control and bidirectional characters, line separators, lone surrogates, and what is invisible. Those that join emoji and the
 * letters of Persian and Indic scripts stay.
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
