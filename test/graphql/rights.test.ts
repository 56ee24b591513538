import { isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Right } from '../../src/domain/actor.ts';
import { schema } from '../../src/graphql/schema.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

/** The right that each root field requires, `null` for none; a new field that is not listed makes the test fail. */
const needs: Record<string, Right | null> = {
  viewer: null,
  capabilities: 'read',
  node: 'read',
  nodes: 'read',
  oauthClient: 'read',
  oauthClients: 'read',
  auditEvents: 'read',
  registrationProfiles: 'read',
  validateOAuthClient: 'write',
  validateOAuthClientUpdate: 'write',
  createOAuthClient: 'write',
  updateOAuthClient: 'write',
  suspendOAuthClient: 'write',
  activateOAuthClient: 'write',
  cloneOAuthClient: 'write',
  deleteOAuthClient: 'delete',
  restoreOAuthClient: 'delete',
  addOAuthClientSecret: 'rotate',
  rotateOAuthClientSecret: 'rotate',
  deactivateOAuthClientSecret: 'rotate',
  deleteOAuthClientSecret: 'rotate',
};

/** What each scope allows. The roles of administrators allow as much as `:write`. */
const allowed: Record<string, readonly Right[]> = {
  'oauth.clients:read': ['read'],
  'oauth.clients:rotate': ['read', 'rotate'],
  'oauth.clients:delete': ['read', 'delete'],
  'oauth.clients:write': ['read', 'write', 'rotate', 'delete'],
  openid: [],
};

const client = 'clientId: "app-01ARZ3NDEKTSV4RRFFQ69G5FAV"';
const args: Record<string, string> = {
  viewer: '{ rights }',
  capabilities: '{ restoreDays }',
  node: '(id: "T0F1dGhDbGllbnQ6MDFBUlozTkRFS1RTVjRSUkZGUTY5RzVGQVY") { id }',
  nodes: '(ids: ["T0F1dGhDbGllbnQ6MDFBUlozTkRFS1RTVjRSUkZGUTY5RzVGQVY"]) { id }',
  oauthClient: `(${client}) { name }`,
  oauthClients: '{ totalCount }',
  auditEvents: '{ totalCount }',
  registrationProfiles: '{ profile }',
  validateOAuthClient: '(input: { name: "", redirectUris: [] }) { valid }',
  validateOAuthClientUpdate: `(input: { ${client} }) { valid }`,
  createOAuthClient: '(input: { name: "", redirectUris: [] }) { __typename }',
  deactivateOAuthClientSecret: `(input: { ${client}, secretId: "x" }) { __typename }`,
  deleteOAuthClientSecret: `(input: { ${client}, secretId: "x" }) { __typename }`,
};

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const fields = ['Query', 'Mutation'].flatMap((type) => {
  const root = schema.getType(type);
  return isObjectType(root)
    ? Object.keys(root.getFields()).map((field) => [type.toLowerCase(), field] as const)
    : [];
});

test('every root field requires a right, or is listed as one that requires none', () => {
  expect(fields.map(([, field]) => field).sort()).toEqual(Object.keys(needs).sort());
});

test.each(
  Object.keys(allowed).flatMap((scope) => fields.map(([kind, field]) => [scope, kind, field] as const)),
)('the scope %s allows exactly its operations at the %s %s', async (scope, kind, field) => {
  const token = await gateway.token({ role: '', scope });
  const document = `${kind} { ${field}${args[field] ?? `(input: { ${client} }) { __typename }`} }`;
  const { body } = await gateway.graphql(document, {}, { token });
  const right = needs[field];
  const isAllowed = right === null || allowed[scope]?.includes(right as Right);
  expect(body.errors?.[0].extensions.code).toEqual(isAllowed ? undefined : 'FORBIDDEN');
});
