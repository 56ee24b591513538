import { styleText } from 'node:util';
import { isObject } from '../../domain/json.ts';

type Style = Parameters<typeof styleText>[0];

const levelStyles: Readonly<Record<string, Style>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};

/**
 * A log line of pino, which is a JSON object, as a person reads it in a terminal: local time, level, message, and the other members
 * as `name=value`. The stack of an error follows on lines of its own. Control and bidirectional characters are written as escapes,
 * so that no logged value can move the cursor or reorder a line.
 */
export function readableLine(json: string): string {
  const { time, level, msg, error, ...members } = JSON.parse(json) as Record<string, unknown>;
  const clock = new Date(String(time)).toTimeString().slice(0, 8);
  const name = String(level);
  const { stack, ...facts } = isObject(error) ? error : {};
  const pairs = Object.entries({ ...members, ...facts })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${gray(`${key}=`)}${textOf(value)}`);
  const head = [gray(clock), paint(levelStyles[name] ?? 'gray', name.toUpperCase().padEnd(5)), textOf(msg)];
  const trace = typeof stack === 'string' ? `\n${stack.split('\n').map(indented).join('\n')}` : '';
  return `${[...head, ...pairs].join(' ')}${trace}\n`;
}

function textOf(value: unknown): string {
  return visible(typeof value === 'string' ? value : JSON.stringify(value));
}

function indented(line: string): string {
  return `    ${visible(line)}`;
}

function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
    return `\\u${digits}`;
  });
}

function gray(text: string): string {
  return paint('gray', text);
}

/** In colour if standard error is a terminal with colours and NO_COLOR is not set. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stderr });
}
