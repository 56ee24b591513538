import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logRepeatedFailures } from '../../../src/server/observe/repeated-failure.ts';
import { DatabaseOverloaded } from '../../../src/store/deadline.ts';

function open(window: number) {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { ...logRepeatedFailures(pino({ base: null }, stream), window), lines };
}

test('logs the first failure at once, and equal ones as one line with their number', async () => {
  const { report, lines } = open(50);
  for (let index = 0; index < 1000; index++)
    report({ requestId: `r${index}`, error: new Error(`number ${index}`) }, 'request failed');
  expect(lines).toMatchObject([{ requestId: 'r0', msg: 'request failed' }]);
  await expect.poll(() => lines.length).toBe(2);
  expect(lines[1]).toMatchObject({ requestId: 'r999', count: 999, msg: 'requests failed again' });
  report({ requestId: 'later', error: new Error('later') }, 'request failed');
  expect(lines[2]).toMatchObject({ requestId: 'later', msg: 'request failed' });
});

test('logs another kind of failure at once, and the counted failures when the server closes', () => {
  const { report, flush, lines } = open(60_000);
  const refused = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  for (const error of [new Error('slow'), refused(), refused()])
    report({ requestId: 'r', error }, 'request failed');
  report({ requestId: 'r', error: refused(), coordinate: 'Query.oauthClient' }, 'operation failed');
  expect(lines).toHaveLength(3);
  flush();
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatchObject({ count: 1, error: { code: 'ECONNREFUSED' } });
});

test('logs the overload that a tenant causes as a warning, and other failures as errors', () => {
  const { report, flush, lines } = open(60_000);
  const overload = () => new DatabaseOverloaded('too much work of one tenant waits');
  for (const error of [overload(), overload(), new Error('lost'), new Error('lost')])
    report({ requestId: 'r', error }, 'request failed');
  flush();
  const { warn, error } = pino.levels.values;
  expect(lines.map(({ level }) => level)).toEqual([warn, error, warn, error]);
});
