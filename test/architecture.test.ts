import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface Layer {
  /** Folders of `src` whose files may be imported. A layer may always import its own folder. */
  readonly mayImport: readonly string[];
  /** Packages, and Node's own modules, that may be imported; `*` ends a prefix. */
  readonly packages: readonly string[];
}

/** Which layer may import which. Imports point down only. */
const layers: Record<string, Layer> = {
  domain: { mayImport: [], packages: ['zod', 'ipaddr.js', 'node:crypto', 'node:net', 'node:url'] },
  credentials: { mayImport: ['domain'], packages: ['node:crypto', 'jose', 'ulid'] },
  store: {
    mayImport: ['domain'],
    packages: ['node:*', 'drizzle-orm', 'postgres', '@electric-sql/pglite'],
  },
  // Every request that this program sends: destination, time limit and size limit.
  outgoing: { mayImport: ['domain'], packages: ['node:*', 'ipaddr.js', 'tldts'] },
  operations: { mayImport: ['domain', 'credentials', 'store'], packages: ['zod'] },
  // Runs in another program, the authorization server; the gateway never loads it.
  'oidc-provider': {
    mayImport: ['config.ts', 'domain', 'credentials', 'store', 'outgoing', 'operations'],
    packages: ['jose', 'oidc-provider'],
  },
  access: { mayImport: ['domain', 'outgoing'], packages: ['node:*', 'jose', 'lru-cache'] },
  graphql: { mayImport: ['operations', 'domain'], packages: ['@pothos/*', 'dataloader', 'graphql', 'zod'] },
  rest: { mayImport: ['graphql', 'domain'], packages: ['node:fs', 'graphql', 'zod'] },
  server: {
    mayImport: ['domain', 'credentials', 'store', 'operations', 'access', 'graphql', 'rest'],
    packages: [
      'node:*',
      '@escape.tech/*',
      '@graphql-yoga/render-graphiql',
      '@opentelemetry/*',
      '@pothos/plugin-complexity',
      'graphql',
      'graphql-yoga',
      'ipaddr.js',
      'lru-cache',
      'negotiator',
      'pino',
      'prom-client',
      'proxy-addr',
      'rate-limiter-flexible',
    ],
  },
  // The command line: parses arguments, prints results, and calls the layers below.
  cli: {
    mayImport: [
      'config.ts',
      'config-table.ts',
      'domain',
      'credentials',
      'store',
      'operations',
      'access',
      'graphql',
      'rest',
      'server',
    ],
    packages: ['node:*', 'cli-progress', 'commander'],
  },
  // Runs in a browser and uses the server through its API only; `schema/` gives the types.
  console: {
    mayImport: [],
    packages: [
      'node:fs',
      'node:url',
      'node:zlib',
      '@graphql-codegen/*',
      '@graphql-typed-document-node/core',
      '@vitejs/plugin-react',
      'graphql',
      'jose',
      'react',
      'react-dom',
      'urql',
      'vite',
      'wouter',
    ],
  },
  'config.ts': {
    mayImport: ['config-table.ts', 'config-value.ts', 'domain', 'store'],
    packages: ['node:url', 'jose', 'zod'],
  },
  'config-table.ts': { mayImport: ['config-value.ts', 'domain'], packages: [] },
  'config-value.ts': {
    mayImport: ['domain', 'store'],
    packages: ['node:fs', 'node:net', 'node:path', 'jose', 'zod'],
  },
  'main.ts': { mayImport: ['cli'], packages: [] },
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const source = sources.get(file) ?? '';
  const pattern =
    /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/gm;
  return [...source.matchAll(pattern)].map(([, type, from, bare, dynamic]) => {
    const specifier = from ?? bare ?? dynamic ?? '';
    const target = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
    return { file, target, isType: type !== undefined };
  });
}

const layerOf = (file: string) => file.split('/')[0] ?? '';
const isOurs = ({ target }: Import) => sources.has(target);

test('every file belongs to a layer', () => {
  const strays = files.filter((file) => layers[layerOf(file)] === undefined);
  expect(strays, 'give the folder a row in the table above, or move the file to its layer').toEqual([]);
  expect(files.length).toBeGreaterThan(30);
});

test('a relative import names a file that exists', () => {
  const broken = imports.filter((one) => !isOurs(one) && /\.tsx?$/.test(one.target));
  expect(broken, 'write the whole path with its .ts ending').toEqual([]);
});

test('imports point down only', () => {
  const upward = imports.filter(isOurs).filter(({ file, target, isType }) => {
    const [from, to] = [layerOf(file), layerOf(target)];
    const isConfigType = to === 'config.ts' && isType;
    return from !== to && !isConfigType && !layers[from]?.mayImport.includes(to);
  });
  const said = upward.map(
    ({ file, target }) => `${file} must not import ${target}: move what it needs down, or pass it in`,
  );
  expect(said).toEqual([]);
});

test('only operations import the unguarded steps of operations', () => {
  const unguarded = imports.filter(
    ({ file, target, isType }) =>
      target.startsWith('operations/step/') && layerOf(file) !== 'operations' && !isType,
  );
  const said = unguarded.map(
    ({ file, target }) => `${file} must not import ${target}: call an operation, which checks the right`,
  );
  expect(said).toEqual([]);
});

/** Functions in the files of operations that need no right: they compute and read nothing. */
const pure = ['restorableUntil', 'restorableSince', 'adviseClient'];

test('APIs import only guarded operations, and reach the store through nothing else', async () => {
  const isOfApi = (file: string) => ['graphql', 'rest'].includes(layerOf(file));
  const targets = new Set(
    imports
      .filter(({ file, target, isType }) => isOfApi(file) && target.startsWith('operations/') && !isType)
      .map(({ target }) => target),
  );
  expect(targets.size).toBeGreaterThan(15);
  const unguarded: string[] = [];
  for (const target of targets) {
    const exported: object = await import(join(root, target));
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === 'function' && !('forbid' in value) && !pure.includes(name))
        unguarded.push(`${target} exports ${name}, which checks no right`);
    }
  }
  expect(unguarded).toEqual([]);
  const direct = files.filter((file) => isOfApi(file) && /\bservices\.store\b/.test(sources.get(file) ?? ''));
  expect(direct, 'call an operation').toEqual([]);
});

test('a package is imported only in the layers that list it', () => {
  const foreign = imports
    .filter((one) => !isOurs(one) && !one.target.endsWith('.css'))
    .filter(({ file, target }) => {
      const allowed = layers[layerOf(file)]?.packages ?? [];
      return !allowed.some((name) =>
        name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : `${target}/`.startsWith(`${name}/`),
      );
    });
  const said = foreign.map(
    ({ file, target }) => `${file} must not import ${target}: call the layer that wraps it`,
  );
  expect(said).toEqual([]);
});

test('there is no import cycle', () => {
  const targets = new Map<string, string[]>();
  for (const { file, target } of imports.filter(isOurs))
    targets.set(file, [...(targets.get(file) ?? []), target]);
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    const cycle = (targets.get(file) ?? [])
      .map((target) => visit(target, [...trail, file]))
      .find(({ length }) => length > 0);
    done.add(file);
    return cycle ?? [];
  };
  const cycle = files.map((file) => visit(file, [])).find(({ length }) => length > 0) ?? [];
  expect(cycle, `${cycle.join(' → ')}: move what both need to a file of its own`).toEqual([]);
});

/** The own files and the packages that are loaded with a file, before any `import()` in it runs. */
function loadedWith(file: string, seen = new Set<string>()): string[] {
  const source = sources.get(file) ?? '';
  const own = imports.filter(
    ({ file: importer, target, isType }) =>
      importer === file && !isType && !seen.has(target) && !isDynamic(source, target),
  );
  for (const { target } of own) seen.add(target);
  for (const { target } of own) if (sources.has(target)) loadedWith(target, seen);
  return [...seen].toSorted();
}

function isDynamic(source: string, target: string): boolean {
  const name = target.split('/').at(-1);
  return [...source.matchAll(/import\(['"]([^'"]+)['"]\)/g)].some(
    ([, specifier]) => specifier?.split('/').at(-1) === name,
  );
}

test.each(['main.ts', 'cli/clientele.ts'])(
  '%s loads no other module before it has checked the version of Node',
  (file) => {
    expect(loadedWith(file), 'use import() for it').toEqual(['cli/node-version.ts']);
    expect(sources.get(file), 'Node 12 cannot read it').not.toMatch(/^(?!\/\/).*\bawait\b/m);
  },
);

test('--help loads nothing but the command-line parser', () => {
  expect(
    loadedWith('cli/program.ts'),
    'every other module makes --help slower: load it with import() in the command',
  ).toEqual([
    'cli/exit-code.ts',
    'cli/help-list.ts',
    'cli/production-mode.ts',
    'commander',
    'node:fs',
    'node:os',
    'node:util',
  ]);
});

test('only config.ts reads the environment, apart from the variable of Node that packages read', () => {
  const readers = files.filter((file) => /process\s*\.\s*env/.test(sources.get(file) ?? ''));
  expect(readers, 'pass the configuration in').toEqual(['config.ts', 'cli/production-mode.ts']);
});

test('a cast through unknown has its reason in a comment on the line before', () => {
  const hasNoReason = (line: string, before = '') =>
    line.includes(' as unknown as ') && !/^\s*(\/\/|\*)/.test(before);
  const generated = 'console/document.ts';
  const texts = [...sources].filter(([file]) => file !== generated);
  const found = [...texts, ...testSources()].flatMap(([file, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) =>
      hasNoReason(line, lines[index - 1]) ? [`${file}:${index + 1}`] : [],
    );
  });
  expect(found).toEqual([]);
});

test('no file only re-exports', () => {
  const barrels = files.filter(
    (file) =>
      /(^|\/)index\.tsx?$/.test(file) ||
      /^export\s+(\*|\{[^}]*\}|type\s+\{[^}]*\})\s*from/m.test(sources.get(file) ?? ''),
  );
  expect(barrels, 'import from the file that defines the name').toEqual([]);
});

test('no folder or file has a catch-all name', () => {
  const drawers = files.filter((file) =>
    /(^|\/)(utils?|helpers?|common|shared|lib|misc)(\/|\.tsx?$)/.test(file),
  );
  expect(drawers, 'name the folder after what it contains').toEqual([]);
});

/** Words that hide the subject of a sentence, or replace a term of the field. */
const riddles =
  /\b(whoever|nobody|anybody|somebody else|doors?|judge[sd]?|brings?|housekeeping|that very|goes on|comes? to|tells? of|told of|stands? (in|beside|behind|below|above|there))\b/i;

test("texts and comments name their subject and use the field's terms", () => {
  const repository = fileURLToPath(new URL('..', import.meta.url));
  const documents = readdirSync(repository, { encoding: 'utf8' })
    .concat(['docs', 'schema'].flatMap((folder) => namesIn(join(repository, folder), folder)))
    .filter((file) => file.endsWith('.md'));
  const texts = [
    ...sources,
    ...testSources(),
    ...documents.map((file) => [file, readFileSync(join(repository, file), 'utf8')] as const),
  ];
  const lines = texts.flatMap(([file, text]) =>
    text.split('\n').map((line, index) => `${file}:${index + 1}: ${line.trim()}`),
  );
  expect(lines.filter((line) => riddles.test(line))).toEqual([]);
});

/** The tests, except this file, which contains the text that it looks for, and test/foreign, which has packages of its own. */
function testSources(): (readonly [string, string])[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const isSource = (file: string) =>
    /\.tsx?$/.test(file) && !file.startsWith('foreign/') && file !== 'architecture.test.ts';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isSource)
    .map((file) => [`test/${file}`, readFileSync(join(folder, file), 'utf8')] as const);
}

function namesIn(path: string, folder: string): string[] {
  return readdirSync(path, { encoding: 'utf8' }).map((name) => join(folder, name));
}
