import { readFileSync, realpathSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Package {
  readonly hasInstallScript?: boolean;
  readonly deprecated?: string;
}

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const packagesIn = (folder: string): [name: string, Package][] =>
  Object.entries<Package>(read(`${folder}package-lock.json`).packages).map(([path, found]) => [
    path.split('node_modules/').at(-1) ?? '',
    found,
  ]);

test.each(['', 'test/foreign/'])('installs ./%s without a warning', (folder) => {
  const { allowScripts } = read(`${folder}package.json`);
  const scripts = packagesIn(folder).filter(
    ([name, { hasInstallScript }]) => name !== '' && hasInstallScript,
  );
  const undecided = scripts.map(([name]) => name).filter((name) => allowScripts[name] === undefined);
  expect(undecided, 'decide in allowScripts whether its install script may run').toEqual([]);
  const deprecated = packagesIn(folder).filter(([, found]) => found.deprecated !== undefined);
  expect(deprecated.map(([name]) => name)).toEqual([]);
});

test('large programs of other projects are installed only for `npm run test:all`', () => {
  const installed = new Set(packagesIn('').map(([name]) => name));
  const { devDependencies } = read('test/foreign/package.json');
  const others = Object.keys(devDependencies).filter((name) => name !== 'graphql');
  expect(others.filter((name) => installed.has(name))).toEqual(['@urql/core']);
  expect(installed.size, 'packages, of all platforms').toBeLessThan(500);
});

test('only one copy of graphql is installed, because a second one refuses the types of the first', () => {
  for (const folder of ['', 'test/foreign/']) {
    const copies = Object.entries<{ readonly link?: boolean }>(read(`${folder}package-lock.json`).packages)
      .filter(([path, { link }]) => path.endsWith('node_modules/graphql') && !link)
      .map(([path]) => realpathSync(new URL(`../../${folder}${path}`, import.meta.url)));
    expect(copies).toEqual([realpathSync(new URL('../../node_modules/graphql', import.meta.url))]);
  }
});
