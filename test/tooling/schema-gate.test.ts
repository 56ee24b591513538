import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSchema } from './schema-gate.ts';

const sdl = (fields: string, rest = '') =>
  `type Query { client: Client }\ntype Client { ${fields} }\n${rest}`;
const both = sdl('name: String logo: String');
const onlyName = sdl('name: String');
const key = "Field 'logo' was removed from object type 'Client'";

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-schema-'));
  root = join(folder, 'repository');
  mkdirSync(join(root, 'schema'), { recursive: true });
  write(both);
  accept({});
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(text: string): void {
  writeFileSync(join(root, 'schema/schema.graphql'), text);
}

function accept(breaks: unknown): void {
  writeFileSync(join(root, 'schema/accepted-breaks.json'), JSON.stringify(breaks));
}

function git(...words: string[]): string {
  const settings = [
    'user.name=t',
    'user.email=t@t.example',
    'commit.gpgsign=false',
    'init.defaultBranch=main',
  ];
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...words], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

function commit(subject: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', subject);
}

function initialise(): void {
  git('init', '--quiet');
  commit('First');
}

/** Messages for the schema in the file, which other tests prove to be that of the code. */
function check(text: string, revision?: string, at = root) {
  return checkSchema(at, buildSchema(text), revision);
}

describe('compared with the last committed schema', () => {
  beforeEach(initialise);

  test('a removed field is refused, with the line that would accept it', async () => {
    write(onlyName);
    const { passes, report } = await check(onlyName);
    expect(passes).toBe(false);
    expect(report).toContain('"First"');
    expect(report).toContain("Field 'logo' was removed from object type 'Client'");
    expect(report).toContain(`${JSON.stringify(key)}: "why, and what clients do instead"`);
  });

  test.each([
    ['a field that may be null no more in an input', 'input I { a: Int }', 'input I { a: Int! }'],
    ['a word that an enum lost', 'enum E { A B }', 'enum E { A }'],
    ['a field with another type', 'scalar S', 'type S { a: Int }'],
    ['a field whose argument became required', 'type T { f(a: Int): Int }', 'type T { f(a: Int!): Int }'],
    ['a field that became nullable', 'type T { f: Int! }', 'type T { f: Int }'],
    ['a union that lost a member', 'union U = Client | Query', 'union U = Client'],
  ])('%s is refused', async (_, before, after) => {
    write(sdl('name: String', before));
    commit('Before');
    const text = sdl('name: String', after);
    write(text);
    const { passes, report } = await check(text);
    expect([passes, report.includes('It breaks clients:')]).toEqual([false, true]);
  });

  test('additions pass and are reported, one line each', async () => {
    const text = sdl('name: String logo: String website: String', 'type Added { a: Int }');
    write(text);
    const { passes, report } = await check(text);
    expect(passes).toBe(true);
    expect(report).not.toContain('clients');
    expect(report.split('\n').slice(2).sort()).toEqual([
      "  Field 'a' was added to object type 'Added'",
      "  Field 'website' was added to object type 'Client'",
      "  Type 'Added' was added",
      'Compatible changes:',
    ]);
  });

  test('a new enum value is accepted and reported', async () => {
    write(sdl('name: String', 'enum E { A }'));
    commit('Enum');
    const text = sdl('name: String', 'enum E { A B }');
    write(text);
    const { passes, report } = await check(text);
    expect(passes).toBe(true);
    expect(report).toMatch(/It may surprise clients:\n {2}Enum value 'B' was added to enum 'E'/);
  });

  test('an accepted break is reported with its reason; another one fails', async () => {
    accept({ [key]: 'No client uses it.' });
    write(onlyName);
    const { passes, report } = await check(onlyName);
    expect(passes).toBe(true);
    expect(report).toMatch(/It breaks clients, as accepted:\n {2}Field 'logo' .*\n {4}No client uses it\./);
    const nothing = sdl('other: String');
    expect((await check(nothing)).report).toContain("Field 'name' was removed");
    expect((await check(nothing)).passes).toBe(false);
  });

  test('accepting the removal of one union member or one type change accepts no other', async () => {
    const union = (members: string, a = 'Int!') =>
      sdl('name: String', `union U = ${members}\ntype A { a: ${a} }`);
    const all = 'Client | Query | A';
    write(union(all));
    commit('Union');
    const passes = async (text: string) => {
      write(text);
      return (await check(text)).passes;
    };
    accept({ "Member 'Query' was removed from Union type 'U'": 'Meant.' });
    expect(await passes(union('Client | A'))).toBe(true);
    expect(await passes(union('Client'))).toBe(false);
    accept({ "Field 'A.a' changed type from 'Int!' to 'Int'": 'Meant.' });
    expect(await passes(union(all, 'Int'))).toBe(true);
    expect(await passes(union(all, 'String'))).toBe(false);
  });

  test('keeps the accepted breaks of earlier commits', async () => {
    accept({ [key]: 'The logo moved to another type.' });
    write(onlyName);
    commit('Remove the logo');
    const text = sdl('name: String website: String');
    write(text);
    expect((await check(text)).passes).toBe(true);
    commit('Add the website');
    expect((await check(text)).passes).toBe(true);
  });

  test('a branch is compared with its merge base, for any number of commits', async () => {
    git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    write(onlyName);
    commit('Remove the logo');
    const text = sdl('name: String website: String');
    write(text);
    commit('Add the website');
    expect(await check(text)).toEqual({ passes: false, report: expect.stringContaining(key) });
  });

  test.each([[[key]], [{ [key]: '' }], [{ [key]: ' ' }], [{ [key]: true }]])(
    'a break is not accepted without a reason: %j',
    async (breaks) => {
      accept(breaks);
      write(onlyName);
      const { passes, report } = await check(onlyName);
      expect([passes, report]).toEqual([false, expect.stringContaining('must be a JSON object')]);
    },
  );

  test('a clean checkout is compared with the schema before the last change', async () => {
    write(onlyName);
    commit('Remove the logo');
    commit('Something else');
    const { passes, report } = await check(onlyName);
    expect([passes, report]).toEqual([false, expect.stringContaining(key)]);
  });

  test('a named revision is used instead, such as the target of a pull request', async () => {
    git('branch', 'target');
    write(onlyName);
    commit('Remove the logo');
    write(sdl('name: String website: String'));
    commit('Add the website');
    const text = sdl('name: String website: String');
    expect((await check(text)).passes).toBe(true);
    expect((await check(text, 'target')).passes).toBe(false);
    expect(await check(text, 'nowhere')).toEqual({
      passes: false,
      report: expect.stringContaining('git has none of nowhere'),
    });
  });
});

describe('compared with the last release', () => {
  beforeEach(() => {
    initialise();
    git('tag', 'v1.2.0');
  });

  test('an accepted break that no longer exists is refused', async () => {
    accept({ [key]: 'The logo moved to another type.' });
    const text = sdl('name: String logo: String website: String');
    write(text);
    expect(await check(text)).toEqual({
      passes: false,
      report: expect.stringContaining(`remove them:\n  ${key}`),
    });
  });

  test('a field that was added and removed since then is not a break', async () => {
    write(sdl('name: String logo: String website: String'));
    commit('Add the website');
    write(both);
    commit('Remove it again');
    const { passes, report } = await check(both);
    expect([passes, report]).toEqual([true, expect.stringContaining('v1.2.0')]);
  });

  test('a break counts until the next release, which is compared with the one before', async () => {
    write(onlyName);
    commit('Remove the logo');
    write(sdl('name: String website: String'));
    const text = sdl('name: String website: String');
    commit('Add the website');
    expect((await check(text)).passes).toBe(false);
    git('tag', 'v2.0.0');
    expect((await check(text)).passes).toBe(false);
    commit('After the release');
    expect((await check(text)).passes).toBe(true);
  });
});

describe('passes with a message if there is nothing to compare with', () => {
  const missing = (report: RegExp) => ({ passes: true, report: expect.stringMatching(report) });

  test('outside of git, or in a folder of another checkout', async () => {
    expect(await check(both)).toEqual(missing(/not compared.*not a git checkout/));
    const outer = root;
    initialise();
    root = join(outer, 'unpacked');
    mkdirSync(join(root, 'schema'), { recursive: true });
    write(both);
    expect(await check(both)).toEqual(missing(/not compared.*not a git checkout/));
  });

  test('if the schema never changed', async () => {
    initialise();
    expect(await check(both)).toEqual(missing(/no earlier one was committed/));
  });

  test('in a shallow clone without the previous commit, with the command that fetches it', async () => {
    initialise();
    write(onlyName);
    commit('Remove the logo');
    const clone = join(folder, 'clone');
    git('clone', '--quiet', '--depth=1', `file://${root}`, clone);
    expect(await check(onlyName, undefined, clone)).toEqual(
      missing(/shallow clone.*git fetch --unshallow --tags/),
    );
    root = clone;
    git('fetch', '--quiet', '--unshallow', '--tags');
    expect((await check(onlyName)).passes).toBe(false);
  });
});
