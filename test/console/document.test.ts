import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printedMessages } from '../../src/cli/generate/console-message.ts';
import { documentFile, typedDocuments } from '../../src/console/build/codegen.ts';

test("the console's documents match schema/operations", async () => {
  const kept = readFileSync(documentFile, 'utf8');
  expect(kept === (await typedDocuments()), 'run `npm run schema`').toBe(true);
});

test('src/console/text/message.ts is current: `npm run schema` writes it', () => {
  const file = new URL('../../src/console/text/message.ts', import.meta.url);
  expect(readFileSync(file, 'utf8') === printedMessages(), 'run `npm run schema`').toBe(true);
});
