import { type GraphQLNamedType, getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSubgraph } from '../../../src/graphql/subgraph.ts';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway?.close());

const deepest = 12;
/** The schema with the root fields of a subgraph. */
const schema = createSubgraph();

/** The maximum depth of fields from a type on; a type that refers back to itself ends the path. */
function depthOf(type: GraphQLNamedType, way: readonly string[] = []): number {
  if (way.includes(type.name))
    throw new Error(`A document can go in circles: ${[...way, type.name].join(' > ')}`);
  const members = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const below = members.map((member) => depthOf(member, way));
  if (!isObjectType(type)) return Math.max(0, ...below);
  const fields = Object.values(type.getFields());
  return Math.max(...fields.map((field) => 1 + depthOf(getNamedType(field.type), [...way, type.name])));
}

test('no document can be deeper than the limit, because no type refers back to itself', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => root ?? []);
  expect(Math.max(...roots.map((root) => depthOf(root)))).toBeLessThanOrEqual(deepest);
});

test('recursive introspection is refused, although its types refer back to themselves', async () => {
  const circle = (times: number) => `${'fields { type { '.repeat(times)} name ${'} }'.repeat(times)}`;
  const once = await gateway.graphql(`{ __schema { types { ${circle(1)} } } }`);
  expect([once.status, once.body.errors]).toEqual([200, undefined]);
  const often = await gateway.graphql(`{ __schema { types { ${circle(20)} } } }`);
  expect([often.status, often.body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});
