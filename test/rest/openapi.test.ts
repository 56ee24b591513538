import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/rest/openapi.ts';
import { queryNames, type Route } from '../../src/rest/route.ts';
import { routes } from '../../src/rest/route-table.ts';

const { paths, components } = openApiDocument() as {
  paths: Record<string, Record<string, { parameters?: { $ref: string }[] }>>;
  components: { parameters: Record<string, { name: string; in: string }> };
};

test.each(Object.entries<Route>(routes))(
  '%s is in the document with its answers and parameters',
  (operationId, route) => {
    const operation = paths[route.path]?.[route.method.toLowerCase()];
    expect(operation).toMatchObject({
      operationId,
      responses: { 401: expect.anything(), 403: expect.anything(), 500: expect.anything() },
    });
    const documented = (operation?.parameters ?? []).flatMap(({ $ref }) => {
      const parameter = components.parameters[$ref.split('/').at(-1) ?? ''];
      return parameter?.in === 'query' ? [parameter.name] : [];
    });
    expect(documented).toEqual(queryNames(route));
  },
);
