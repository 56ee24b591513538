import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillDataDirectory } from '../../harness/embedded-database.ts';
import { killPrograms, mainProgram, runProgram, untilReady } from '../../harness/program.ts';

/** Milliseconds of processor time that a request may use. */
const maxProcessorTime = 50;
/**
 * Generous, because a probe waits for other work of this machine. Before errors were limited, it waited for 25,000 ms.
 */
const maxProbeTime = 5000;
/** Maximum bytes of a body. */
const maxBody = 65_536;

let directory: string;
let url = '';
let token = '';
beforeAll(async () => {
  // In a separate process, so that the work of this one does not count.
  directory = await mkdtemp(join(tmpdir(), 'clientele-refusal-'));
  const DATA_DIR = await fillDataDirectory(join(directory, 'data'));
  const gateway = runProgram(mainProgram, { DATA_DIR, RATE_LIMIT: 'off', LOG_LEVEL: 'silent' });
  ({ url, token } = await untilReady(gateway));
});
afterAll(async () => {
  await killPrograms();
  await rm(directory, { recursive: true, force: true });
});

interface Attack {
  readonly path: string;
  readonly body: string;
}

async function send({ path, body }: Attack): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await (await fetch(`${url}${path}`, { method: 'POST', headers, body })).text();
}

/** Milliseconds of processor time that the gateway has used. */
async function processorTime(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]) * 1000;
}

/** The minimum of three runs, because the first request of a kind is compiled and the garbage collector may run. */
async function processorTimeOf(attack: Attack): Promise<number> {
  const times: number[] = [];
  while (times.length < 3) {
    const before = await processorTime();
    await send(attack);
    times.push((await processorTime()) - before);
    if (times.some((time) => time <= maxProcessorTime)) break;
  }
  return Math.min(...times);
}

/** Calls `/livez` repeatedly while a function runs, and returns the longest wait. */
async function longestProbe(run: Promise<void>): Promise<number> {
  let isRunning = true;
  const end = () => {
    isRunning = false;
  };
  run.then(end, end);
  let longest = 0;
  while (isRunning) {
    const start = performance.now();
    await (await fetch(`${url}/livez`)).text();
    longest = Math.max(longest, performance.now() - start);
    await new Promise((done) => setTimeout(done, 5));
  }
  await run;
  return longest;
}

function fits({ body }: Attack): boolean {
  return Buffer.byteLength(body) <= maxBody;
}

type Part = (index: number, name: string) => string;

/** As many parts as fit into the body. */
function fill(part: Part, name: string, bytes: number, most: number, separator: string): string {
  const parts: string[] = [];
  for (let length = 0; parts.length < most; ) {
    const next = part(parts.length, name);
    length += Buffer.byteLength(JSON.stringify(next));
    if (length > bytes) break;
    parts.push(next);
  }
  return parts.join(separator);
}

/** Errors in a document, repeated: in its selection, and after it. */
const documentFaults: Readonly<Record<string, { readonly inside?: Part; readonly behind?: Part }>> = {
  'unknown fields': { inside: (i, name) => `${name}${i}` },
  'the same unknown field': { inside: (_, name) => name },
  'unknown arguments': { inside: (i, name) => `__typename(${name}${i}: ${i})` },
  'unknown directives': { inside: (i, name) => `__typename @${name}${i}` },
  'unknown fragments': { inside: (i, name) => `...${name}${i}` },
  'unknown types': { inside: (i, name) => `... on ${name}${i} { a }` },
  'undefined variables': { inside: (i, name) => `__typename @skip(if: $${name}${i})` },
  'conflicting fields': { inside: (i) => `oauthClient(clientId: "${i}") { name }` },
  'conflicting fields of conflicting fields': {
    inside: (i) =>
      `oauthClients(first: ${i}) { nodes { name: status status: name auditEvents(first: ${i}) { totalCount } } }`,
  },
  'literals of the wrong type': { inside: (i, name) => `oauthClients(first: "${name}${i}") { totalCount }` },
  'wrong items of one literal': {
    inside: (i, name) =>
      `oauthClients(filter: { createdAt: { from: "${name}${i}", ${name}: ${i} } }) { totalCount }`,
  },
  'values no enum has': {
    inside: (i, name) => `oauthClients(filter: { status: ${name}${i} }) { totalCount }`,
  },
  'long strings': { inside: (_, name) => `oauthClient(clientId: ["${name}"]) { name }` },
  'unclosed lists': { inside: () => 'oauthClient(clientId: [[[[[[[[' },
  'fields below each other': { inside: () => '... {' },
  'unused fragments': { behind: (i, name) => `fragment ${name}${i} on Query { a }` },
  'fragments of the same name': { behind: (_, name) => `fragment ${name} on Query { a }` },
  'fragments in a circle': {
    inside: (i, name) => `...${name}${i}`,
    behind: (i, name) => `fragment ${name}${i} on Query { ...${name}${i + 1} ...${name}${i >> 1} }`,
  },
  'operations of the same name': { behind: (_, name) => `query ${name} { a }` },
  'definitions of types': { behind: (i, name) => `type ${name}${i} { a: Int }` },
  comments: { behind: (i) => `\n#${i}` },
  'strings between definitions': { behind: (_, name) => `"${name}"` },
};

/** Text before the document that moves every location far from the start. */
const fillers = ['', '\n', ',', '#\n', '\ufeff'];

const attackByDocument = fc
  .record({
    fault: fc.constantFrom(...Object.keys(documentFaults)),
    name: fc.constantFrom('a', 'oauthClientt', 'abcdefgh'.repeat(40), 'cannot_represent_'.repeat(1000)),
    filler: fc.constantFrom(...fillers),
    fillerBytes: fc.constantFrom(0, 2000, 25_000, 60_000),
    most: fc.constantFrom(30, 150, 320, 30_000),
  })
  .map(({ fault, name, filler, fillerBytes, most }): Attack => {
    const { inside = () => 'a', behind = () => '' } = documentFaults[fault] ?? {};
    const before = filler && fill(() => filler, '', fillerBytes, maxBody, '');
    const left = maxBody - 100 - Buffer.byteLength(JSON.stringify(before));
    const selection = fill(inside, name, left / 2 - 1000, most, ' ');
    const definitions = fill(behind, name, left / 2 - 1000, most, ' ');
    return { path: '/graphql', body: JSON.stringify({ query: `${before}{ ${selection} } ${definitions}` }) };
  })
  .filter(fits);

const operations = [
  'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { __typename } }',
  'mutation ($input: UpdateOAuthClientInput!) { updateOAuthClient(input: $input) { __typename } }',
  'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { valid } }',
  'query ($input: OAuthClientFilter!) { oauthClients(filter: $input) { totalCount } }',
  'query ($input: [OAuthClientFilter!]!) { oauthClients { totalCount } }',
  'query ($input: Int) { oauthClients(first: $input) { totalCount } }',
];

/** Invalid members and items, as JSON. */
const values: readonly Part[] = [
  (i) => `${i}`,
  () => 'null',
  () => '{}',
  () => '[]',
  (i, name) => `"${name}${i}"`,
  (i, name) => `{"${name}${i}":{}}`,
];
const members = [
  'name',
  'redirectUris',
  'grantTypes',
  'jwks',
  'tlsClientAuth',
  'isConfidential',
  'scopes',
  'createdAt',
];

/** A value with many invalid parts: members, items, nested lists, nested objects, or one long string. */
const wrongValue = fc
  .record({
    shape: fc.constantFrom('members', 'items', 'deep list', 'deep object', 'text', 'JSON in a text'),
    value: fc.constantFrom(...values),
    name: fc.constantFrom('u', 'redirectUri', 'x'.repeat(300), 'cannot represent value '.repeat(100)),
    bytes: fc.constantFrom(500, 14_000, 60_000),
  })
  .map(({ shape, value, name, bytes }): string => {
    const member: Part = (i, of) => `"${of}${i}":${value(i, of)}`;
    const fitting = (part: Part) => fill(part, name, (bytes * 5) / 6, bytes, ',');
    if (shape === 'members') return `{${fitting(member)}}`;
    if (shape === 'items') return `[${fitting(value)}]`;
    if (shape === 'deep list') return `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`;
    if (shape === 'deep object') return `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`;
    const text = shape === 'text' ? name.repeat(bytes / name.length) : `{"keys":[${fitting(value)}]}`;
    return JSON.stringify(text);
  });

const attackByVariables = fc
  .record({
    query: fc.constantFrom(...operations),
    member: fc.constantFrom(undefined, ...members),
    wrong: wrongValue,
  })
  .map(({ query, member, wrong }): Attack => {
    const input = member === undefined ? wrong : `{"name":"x","redirectUris":[],"${member}":${wrong}}`;
    return { path: '/graphql', body: `{"query":${JSON.stringify(query)},"variables":{"input":${input}}}` };
  })
  .filter(fits);

const attackByRest = fc
  .record({
    member: fc.constantFrom(undefined, 'name', 'redirect_uris', 'grant_types', 'jwks', 'scopes'),
    wrong: wrongValue,
  })
  .map(
    ({ member, wrong }): Attack => ({
      path: '/admin/oauth/clients',
      body: member === undefined ? wrong : `{"name":1,"${member}":${wrong}}`,
    }),
  )
  .filter(fits);

test.each([
  ['document', attackByDocument, 150],
  ['variables', attackByVariables, 150],
  ['REST body', attackByRest, 60],
] as const)('no 64 KB request uses more than 50 ms of processor time: %s', async (_, attack, numRuns) => {
  const property = fc.asyncProperty(attack, async (given) => {
    expect(await processorTimeOf(given)).toBeLessThanOrEqual(maxProcessorTime);
  });
  const run = fc.assert(property, { numRuns, endOnFailure: true });
  expect(await longestProbe(run)).toBeLessThan(maxProbeTime);
});
