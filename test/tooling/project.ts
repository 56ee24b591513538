import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A project of somebody who uses this server: a folder of its own with the packages that are installed here. */
export interface Project {
  readonly folder: string;
  readonly write: (file: string, text: string) => void;
  readonly read: (file: string) => string;
  /** Runs a program of a package. It does not throw where the program fails, for its output says why. */
  readonly run: (program: string, ...words: string[]) => Promise<{ ended: number; said: string }>;
  readonly remove: () => void;
}

export function openProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-project-'));
  symlinkSync(modules, join(folder, 'node_modules'), 'dir');
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
        const file = join(folder, 'node_modules/.bin', program);
        const options = { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, timeout: 50_000 };
        execFile(file, words, options, (error, stdout, stderr) => {
          done({ ended: error === null ? 0 : Number(error.code ?? 1), said: `${stdout}${stderr}` });
        });
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** As strict as TypeScript is. */
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
