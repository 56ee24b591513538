import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documentFile, typedDocuments } from '../../src/console/codegen.ts';

test("the console's documents are those of schema/operations as they are now", async () => {
  const kept = readFileSync(documentFile, 'utf8');
  expect(kept === (await typedDocuments()), 'run `npm run schema`').toBe(true);
});
