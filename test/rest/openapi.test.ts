import { describe, expect, test } from 'vitest';
import { members, metadataFields, registrationFields } from '../../src/domain/client/metadata-table.ts';
import { candidateOf } from '../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../src/domain/rule/check-registration.ts';
import { openApiDocument } from '../../src/rest/openapi.ts';
import { queryNames, type Route } from '../../src/rest/route.ts';
import { routes } from '../../src/rest/route-table.ts';

type JsonSchema = Readonly<Record<string, unknown>> & {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
};

const { paths, components } = openApiDocument() as {
  paths: Record<string, Record<string, { parameters?: { $ref: string }[] }>>;
  components: {
    parameters: Record<string, { name: string; in: string }>;
    schemas: Record<string, JsonSchema>;
  };
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

const limited = metadataFields.filter((field) => members[field].type.limits !== undefined);

describe('the limits of the metadata table are in the document', () => {
  test.each(limited)('%s', (field) => {
    const { type, restName, rfcName, rfcForm, setBy } = members[field];
    const { limits, maxItems } = type;
    const requests = setBy === 'server' ? [] : ['ClientRegistration', 'ClientChange'];
    for (const schema of [...requests, 'CreatedClient']) {
      const properties = components.schemas[schema]?.properties ?? {};
      for (const name of [restName, schema !== 'CreatedClient' && rfcForm === undefined ? rfcName : null]) {
        if (name === null) continue;
        const found = [properties[name], ...(properties[name]?.anyOf ?? [])];
        const nested = found.flatMap((one) => one?.anyOf ?? []);
        const list = { maxItems, items: expect.objectContaining({ ...limits }) };
        const { maxItems: _, ...derived } = list;
        const expected = type.isList ? (maxItems === undefined ? derived : list) : { ...limits };
        expect([...found, ...nested], `${schema}.${name}`).toContainEqual(expect.objectContaining(expected));
      }
    }
  });
});

describe('the rules refuse values beyond the limits of the table', () => {
  const issuesOf = (change: object) => {
    const input = { name: 'App', redirectUris: ['https://a.example/'], ...change };
    return checkRegistration(candidateOf(input));
  };
  const bounded = registrationFields.filter((field) => members[field].type.limits?.maxLength);

  test.each(bounded)('a value of %s that is too long', (field) => {
    const { limits, isList } = members[field].type;
    const text = `https://a.example/${'x'.repeat(limits?.maxLength ?? 0)}`;
    const codes = issuesOf({ [field]: isList ? [text] : text }).map(({ path, code }) => [path[0], code]);
    expect(codes).toContainEqual([field, expect.stringContaining('TOO_LONG')]);
  });

  test.each(registrationFields.filter((field) => members[field].type.maxItems))(
    '%s with too many items',
    (field) => {
      const [item] = members[field].example as unknown[];
      const items = Array.from({ length: (members[field].type.maxItems ?? 0) + 1 }, () => item);
      const codes = issuesOf({ [field]: items }).map(({ path, code }) => [path[0], code]);
      expect(codes).toContainEqual([field, expect.stringContaining('TOO_MANY')]);
    },
  );
});
