import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { cacheDocuments } from '../../../src/server/graphql/document-cache.ts';

/** `parsed` are the documents that were parsed instead of taken from the cache. */
function openYoga() {
  const parsed: string[] = [];
  const count: Plugin = {
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => {
        parsed.push(String(source));
        return parseFn(source, options);
      });
    },
  };
  const yoga = createYoga({
    logging: false,
    parserAndValidationCache: false,
    plugins: [count, cacheDocuments()],
    schema: createSchema({ typeDefs: 'type Query { hello: Int }', resolvers: { Query: { hello: () => 1 } } }),
  });
  const ask = async (query: string) => {
    const body = JSON.stringify({ query });
    const headers = { 'content-type': 'application/json' };
    const response = await yoga.fetch('http://gateway.invalid/graphql', { method: 'POST', headers, body });
    return response.text();
  };
  return { ask, parsed };
}

test('a valid document is parsed once', async () => {
  const { ask, parsed } = openYoga();
  const answers = [await ask('{ hello }'), await ask('{ hello }')];
  expect(answers).toEqual(Array(2).fill('{"data":{"hello":1}}'));
  expect(parsed).toEqual(['{ hello }']);
});

test.each(['{ hell }', '{ hello'])('an invalid document is not cached: %s', async (query) => {
  const { ask, parsed } = openYoga();
  const answers = [await ask(query), await ask(query)];
  expect(answers[0]).toContain('errors');
  expect(answers[1]).toBe(answers[0]);
  expect(parsed).toEqual([query, query]);
});

/** A document of 1,600 tokens and comments uses far more memory than its length. */
const large = (name: number) => {
  const fields = Array.from({ length: 400 }, (_, index) => `h${index}: hello #\n`);
  return `query q${name} { ${fields.join('')} }`;
};

test('large documents are evicted by the bytes they use, not by their number', async () => {
  const { ask, parsed } = openYoga();
  for (let name = 0; name < 12; name++) await ask(large(name));
  await ask('{ hello }');
  for (let name = 12; name < 18; name++) await ask(large(name));
  parsed.length = 0;
  await ask(large(17));
  await ask('{ hello }');
  expect(parsed).toEqual([]);
  await ask(large(0));
  expect(parsed).toEqual([large(0)]);
});

test('the document cache uses a few MiB at most, whatever callers send', async () => {
  const { ask } = openYoga();
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  await ask('{ hello }');
  gc();
  const before = process.memoryUsage().heapUsed;
  for (let name = 0; name < 150; name++) await ask(large(name));
  gc();
  // Without the limit of 8 MiB all of them use 90 MB; other tests of this process use some memory too.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
});
