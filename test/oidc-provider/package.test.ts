import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = join(root, 'node_modules');
const compiler = join(modules, 'typescript', 'bin', 'tsc');

/** A program of another project that has installed the built package. */
let program: string;
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clientele-package-'));
  program = join(directory, 'program');
  const built = join(directory, 'clientele');
  await mkdir(join(program, 'node_modules'), { recursive: true });
  await mkdir(built);
  await run(process.execPath, [compiler, '-p', join(root, 'src'), '--outDir', join(built, 'dist')]);
  await cp(join(root, 'package.json'), join(built, 'package.json'));
  await cp(join(root, 'drizzle'), join(built, 'drizzle'), { recursive: true });
  await symlink(modules, join(built, 'node_modules'));
  await symlink(built, join(program, 'node_modules', 'clientele'));
  for (const name of ['oidc-provider', '@types', 'undici-types']) {
    await symlink(join(modules, name), join(program, 'node_modules', name));
  }
  await writeFile(join(program, 'package.json'), '{"type":"module"}');
});
afterAll(() => rm(join(program, '..'), { recursive: true, force: true }));

test('the built package is imported by its name', async () => {
  const source = "import('clientele/oidc-provider').then((it) => console.log(Object.keys(it).join()))";
  const { stdout } = await run(process.execPath, ['-e', source], { cwd: program });
  expect(stdout).toBe('openClients\n');
});

test('no other module of the package can be imported', async () => {
  const source = "import('clientele/dist/store/store.js')";
  await expect(run(process.execPath, ['-e', source], { cwd: program })).rejects.toMatchObject({
    stderr: expect.stringContaining('ERR_PACKAGE_PATH_NOT_EXPORTED'),
  });
});

test('the package has types, and they refuse invalid uses', async () => {
  const source = (options: string) => `
    import { openClients } from 'clientele/oidc-provider';
    import { type AdapterFactory, Provider } from 'oidc-provider';

    declare const adapter: AdapterFactory;
    const clients = await openClients({ databaseUrl: 'postgres://localhost/clientele' });
    const provider = new Provider('https://issuer.example', clients.configure(${options}));
    clients.attach(provider);
    const closed: Promise<void> = clients.close();
    export default closed;
  `;
  const compile = async (options: string) => {
    await writeFile(join(program, 'program.ts'), source(options));
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
    return run(process.execPath, [compiler, ...flags, '--types', 'node', 'program.ts'], { cwd: program });
  };
  await compile('{ adapter }');
  await expect(compile('{}')).rejects.toMatchObject({
    stdout: expect.stringContaining("'adapter' is missing"),
  });
});
