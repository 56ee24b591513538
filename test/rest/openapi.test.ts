import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/rest/openapi.ts';
import { routes } from '../../src/rest/route.ts';

test('every route is in the document, with the answers it gives', () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, object>> };
  for (const [operationId, { method, path }] of Object.entries(routes)) {
    expect(paths[path]?.[method.toLowerCase()]).toMatchObject({
      operationId,
      responses: { 401: expect.anything(), 403: expect.anything(), 500: expect.anything() },
    });
  }
});
