import { importFault, type LineIssue } from '../../domain/error/import-fault.ts';

/** Largest line in bytes: many times the size of any client. */
const maxLineBytes = 1_048_576;
const newline = 0x0a;

export interface TextLine {
  /** Counted from 1. */
  readonly number: number;
  /** The text of the line, or the reason why it has none. */
  readonly text: string | LineIssue;
}

/**
 * Splits bytes into lines with only one line in memory. Blank lines are skipped, the last line need not end in a line feed,
 * and JSON treats a carriage return before a line feed as white space.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let number = 0;
  let begun: Uint8Array[] = [];
  let size = 0;
  const finish = (rest: Uint8Array): TextLine | undefined => {
    number += 1;
    const isTooLong = size + rest.length > maxLineBytes;
    const bytes = begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
    begun = [];
    size = 0;
    const text = isTooLong ? importFault('LINE_TOO_LONG') : decode(bytes);
    return typeof text === 'string' && text.trim() === '' ? undefined : { number, text };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const line = finish(chunk.subarray(start, end));
      if (line) yield line;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (rest.length === 0) continue;
    // Only the length of a line that is too long is kept.
    if (size <= maxLineBytes) begun.push(rest);
    size += rest.length;
  }
  const last = size > 0 ? finish(new Uint8Array()) : undefined;
  if (last) yield last;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string | LineIssue {
  try {
    return utf8.decode(bytes);
  } catch {
    return importFault('LINE_NOT_UTF8');
  }
}
