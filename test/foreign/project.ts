import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ownModules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const foreignModules = fileURLToPath(new URL('node_modules', import.meta.url));

/**
 * A caller's project: a separate folder in which the packages of `test/foreign` and of this project can be imported.
 */
export interface Project {
  readonly folder: string;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** Runs a program of a package. It does not throw if the program fails, because its output has the reason. */
  readonly run: (program: string, ...words: string[]) => Promise<{ ended: number; said: string }>;
  readonly remove: () => void;
}

export function openProject(): Project {
  const parent = mkdtempSync(join(tmpdir(), 'clientele-project-'));
  const folder = join(parent, 'caller');
  mkdirSync(folder);
  // A package that is missing in the first is searched in the second, as from a file of `test/foreign`.
  symlinkSync(foreignModules, join(folder, 'node_modules'), 'dir');
  symlinkSync(ownModules, join(parent, 'node_modules'), 'dir');
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write('package.json', JSON.stringify({ name: 'caller', private: true, type: 'module' }));
  return {
    folder,
    write,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    run: (program, ...words) =>
      new Promise((done) => {
        const file = [folder, parent]
          .map((place) => join(place, 'node_modules/.bin', program))
          .find((path) => existsSync(path));
        if (file === undefined) throw new Error(`${program} is not installed: run \`npm run foreign\``);
        const options = { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, timeout: 50_000 };
        execFile(file, words, options, (error, stdout, stderr) => {
          done({ ended: error === null ? 0 : Number(error.code ?? 1), said: `${stdout}${stderr}` });
        });
      }),
    remove: () => rmSync(parent, { recursive: true }),
  };
}

/** The strictest settings of TypeScript. */
export const strictCompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: 'ESNext',
  moduleResolution: 'Bundler',
  target: 'ES2023',
  lib: ['ES2023', 'DOM'],
  types: [],
  noEmit: true,
};
