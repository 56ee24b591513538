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

/** The fields through which a type refers back to itself. The limit of depth ends such a document. */
const circular = ['OAuthAuditEvent.client'];

/** The maximum depth of fields from a type on, without circular fields; another type that refers back to itself fails. */
function depthOf(type: GraphQLNamedType, way: readonly string[] = []): number {
  if (way.includes(type.name))
    throw new Error(`A document can go in circles: ${[...way, type.name].join(' > ')}`);
  const members = isUnionType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const below = members.map((member) => depthOf(member, way));
  if (!isObjectType(type)) return Math.max(0, ...below);
  const fields = Object.values(type.getFields()).filter(
    ({ name }) => !circular.includes(`${type.name}.${name}`),
  );
  return Math.max(...fields.map((field) => 1 + depthOf(getNamedType(field.type), [...way, type.name])));
}

test('no document can be deeper than the limit without a circle, and only an audit event and its client form one', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => root ?? []);
  expect(Math.max(...roots.map((root) => depthOf(root)))).toBeLessThanOrEqual(deepest);
});

test('a circle of clients and audit events is refused beyond the limit of depth', async () => {
  const circle = (times: number) =>
    `${'auditEvents(first: 1) { nodes { client { '.repeat(times)} name ${'} } }'.repeat(times)}`;
  const ask = (times: number) => gateway.graphql(`{ oauthClient(clientId: "x") { ${circle(times)} } }`);
  const once = await ask(3);
  expect([once.status, once.body.errors]).toEqual([200, undefined]);
  const often = await ask(4);
  expect([often.status, often.body.errors[0].message]).toEqual([
    400,
    'The operation is 14 fields deep; at most 12 are allowed.',
  ]);
});

test('recursive introspection is refused, although its types refer back to themselves', async () => {
  const circle = (times: number) => `${'fields { type { '.repeat(times)} name ${'} }'.repeat(times)}`;
  const once = await gateway.graphql(`{ __schema { types { ${circle(1)} } } }`);
  expect([once.status, once.body.errors]).toEqual([200, undefined]);
  const often = await gateway.graphql(`{ __schema { types { ${circle(20)} } } }`);
  expect([often.status, often.body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST']);
});
