import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { printedOpenApi } from '../../src/rest/openapi.ts';

test('a public linter finds no fault in the OpenAPI document, with every recommended rule', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: printedOpenApi(), absoluteRef: '/openapi.json', config });
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test('the linter finds a fault', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const source = printedOpenApi().replace('"operationId": "createClient"', '"operationId": "listClients"');
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  expect(problems.map(({ ruleId }) => ruleId)).toContain('operation-operationId-unique');
});
