import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('SECURITY.md', root), 'utf8');

/** A promise is an item of a list; the tests that keep it stand at its end, as a file and a part of a test's name. */
const promises = text
  .split(/^(?=- )/m)
  .slice(1)
  .map((item) => item.split(/\n(?=\n|#)/)[0] ?? '');
const keeper = /`(test\/[\w./-]+\.test\.ts)`: "([^"]+)"/g;

test('every promise of SECURITY.md names a test, and every test that it names is there', () => {
  expect(promises.length).toBeGreaterThan(20);
  const faults = promises.flatMap((promise) => {
    const kept = [...promise.replace(/\s+/g, ' ').matchAll(keeper)];
    if (kept.length === 0) return [`no test: ${promise}`];
    return kept.flatMap(([, file = '', name = '']) => {
      const url = new URL(file, root);
      if (!existsSync(url)) return [`no such file: ${file}`];
      return readFileSync(url, 'utf8').includes(name) ? [] : [`${file} has no test named: ${name}`];
    });
  });
  expect(faults).toEqual([]);
});
