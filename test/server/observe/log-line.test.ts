import { expect, test } from 'vitest';
import { readableLine } from '../../../src/server/observe/log-line.ts';

const line = (members: object) =>
  readableLine(
    `${JSON.stringify({ level: 'info', time: '2030-01-01T10:00:00.123Z', msg: 'request', ...members })}\n`,
  );

test('is one readable line: time, level, message, and the other members by name', () => {
  expect(line({ method: 'POST', route: 'graphql', status: 200, milliseconds: 3.2 })).toMatch(
    /^\d\d:\d\d:\d\d INFO {2}request method=POST route=graphql status=200 milliseconds=3\.2\n$/,
  );
});

test('shows an error with its stack on separate lines', () => {
  const error = { name: 'TypeError', message: 'broken', stack: 'TypeError: broken\n    at a (b.ts:1)' };
  expect(line({ level: 'error', error })).toMatch(
    /ERROR request name=TypeError message=broken\n {4}TypeError: broken\n {8}at a \(b\.ts:1\)\n$/,
  );
});

test('cannot contain a value that moves the cursor, ends the line or reverses the text', () => {
  const hostile = '\u001b[2J\u009b31m\r\nERROR forged\u202e\u2066\u2028';
  const text = line({
    msg: hostile,
    name: hostile,
    list: [hostile],
    error: { message: hostile, stack: hostile },
  });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
  expect(text.split('\n').filter((one) => one.startsWith('ERROR'))).toEqual([]);
  expect(text).toContain('\\u001b[2J');
});
