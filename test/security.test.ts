import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('SECURITY.md', root), 'utf8');

/** The rows of the tables, without their headings: a guarantee, and its tests as a file and part of a test's name. */
const rows = [...text.matchAll(/^\| (.+) \| (.*) \|$/gm)]
  .map(([, guarantee = '', tests = '']) => ({ guarantee, tests }))
  .filter(({ guarantee }) => !/^(guarantee|---)$/.test(guarantee));
const reference = /^`(test\/[\w./-]+\.test\.ts)`: "([^"]+)"$/;

test('every guarantee of SECURITY.md names tests that exist', () => {
  expect(rows.length).toBeGreaterThan(80);
  const faults = rows.flatMap(({ guarantee, tests }) =>
    tests.split('<br>').flatMap((written) => {
      const [, file = '', name = ''] = reference.exec(written) ?? [];
      if (file === '') return [`no test: ${guarantee}`];
      const url = new URL(file, root);
      if (!existsSync(url)) return [`no such file: ${file}`];
      return readFileSync(url, 'utf8').includes(name) ? [] : [`${file} has no test named: ${name}`];
    }),
  );
  expect(faults).toEqual([]);
});

test('SECURITY.md has a separate row for each guarantee', () => {
  const guarantees = rows.map(({ guarantee }) => guarantee);
  expect(new Set(guarantees).size).toBe(guarantees.length);
  const unread = text
    .split('\n')
    .filter((line) => line.includes('.test.ts`: "') && !/^\| .+ \| .+ \|$/.test(line));
  expect(unread, 'tests outside a row').toEqual([]);
});
