import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { expect, test } from 'vitest';
import config from '../../src/console/codegen.ts';

test("the console's documents are those of schema/operations as they are now", async () => {
  const [made] = await generate({ ...config, cwd: new URL('../..', import.meta.url).pathname }, false);
  const kept = readFileSync(new URL('../../src/console/document.ts', import.meta.url), 'utf8');
  expect(kept === made?.content, 'run `npm run schema`').toBe(true);
});
