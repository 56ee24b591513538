import { readFileSync } from 'node:fs';
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';
import { servedSdl } from './served-schema.ts';

const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8').trimEnd();

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway?.close());

test('introspection with all options gives schema/schema.graphql exactly', async () => {
  expect(await servedSdl(gateway)).toBe(committed);
});

test('the introspection that tools send by default is answered, by POST and by GET', async () => {
  const query = getIntrospectionQuery();
  const posted = await gateway.graphql(query);
  const got = await gateway.send('GET', `/graphql?${new URLSearchParams({ query })}`);
  expect([posted.status, got.status, got.body]).toEqual([200, 200, posted.body]);
  // It does not request `@oneOf` and the URLs of `@specifiedBy`.
  expect(printSchema(lexicographicSortSchema(buildClientSchema(posted.body.data)))).toBe(
    committed.replaceAll(/ @oneOf| @specifiedBy\(.*?\)/g, ''),
  );
});
