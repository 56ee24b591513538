import { readFileSync } from 'node:fs';
import { getTableColumns } from 'drizzle-orm';
import { buildSchema, type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { printedConsoleMembers } from '../../../src/cli/generate/console-member.ts';
import { printedMetadata } from '../../../src/cli/generate/metadata-document.ts';
import { metadataMembers } from '../../../src/console/metadata-member.ts';
import { formChinese } from '../../../src/console/text/form-chinese.ts';
import { formEnglish } from '../../../src/console/text/form-english.ts';
import { withDefaults } from '../../../src/domain/client/client-metadata.ts';
import {
  type AnyMember,
  fieldsOf,
  members,
  metadataFields,
  registrationFields,
} from '../../../src/domain/client/metadata-table.ts';
import { tlsClientAuthMembers } from '../../../src/domain/client/vocabulary.ts';
import { candidateOf } from '../../../src/domain/rule/candidate.ts';
import { checkRegistration } from '../../../src/domain/rule/check-registration.ts';
import { withAllMembers } from '../../../src/graphql/operation-document.ts';
import { oauthClients } from '../../../src/store/table.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const schema = buildSchema(read('schema/schema.graphql'));
const { schemas } = JSON.parse(read('schema/openapi.json')).components;
const columns: readonly string[] = Object.keys(getTableColumns(oauthClients));
/** Documents that select every member. Not all of them select `jwks`. */
const documents = ['create-oauth-client', 'oauth-client', 'oauth-clients', 'update-oauth-client'].map(
  (name) => [name, read(`schema/operations/${name}.graphql`)] as const,
);

type Entry = readonly [field: string, member: AnyMember];

/** The lists of members that neither the compiler nor the start-up checks. */
function missingPlaces([field, member]: Entry): string[] {
  const { columns: own = [], setBy, restName, rfcName, restResponses = ['created', 'read'] } = member;
  const isGiven = setBy !== 'server';
  const restNames =
    member.type.kind === 'subject'
      ? Object.values(tlsClientAuthMembers).map((one) => one.restName)
      : [restName];
  const places: Record<string, boolean> = {
    ...Object.fromEntries(
      own.map((column) => [`src/store/table.ts: the column ${column}`, columns.includes(column)]),
    ),
    ...Object.fromEntries(
      graphqlTypes(isGiven).map((type) => [`schema/schema.graphql: ${type}`, hasField(schema, type, field)]),
    ),
    ...Object.fromEntries(
      openApiSchemas(isGiven, restResponses).map((name) => [
        `schema/openapi.json: ${name}`,
        [...restNames, ...(isGiven && name.startsWith('ClientR') && rfcName ? [rfcName] : [])].every((one) =>
          Object.hasOwn(schemas[name].properties, one),
        ),
      ]),
    ),
    ...Object.fromEntries(
      documents
        .filter(() => restResponses.includes('read'))
        .map(([name, text]) => [
          `schema/operations/${name}.graphql`,
          new RegExp(`^ +${field}\\b`, 'm').test(text),
        ]),
    ),
    ...(isGiven && {
      'src/console/metadata-member.ts': Object.hasOwn(metadataMembers, field),
      'src/console/text/form-english.ts: field': isText(formEnglish.field, field),
      'src/console/text/form-chinese.ts: field': isText(formChinese.field, field),
    }),
  };
  return Object.entries(places).flatMap(([place, isThere]) => (isThere ? [] : [place]));
}

function graphqlTypes(isGiven: boolean): string[] {
  const inputs = isGiven ? ['CreateOAuthClientInput', 'UpdateOAuthClientInput'] : [];
  return ['OAuthClientMetadata', 'OAuthClient', ...inputs];
}

function hasField(from: GraphQLSchema, typeName: string, field: string): boolean {
  const type = from.getType(typeName);
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  return hasFields && Object.hasOwn(type.getFields(), field);
}

function openApiSchemas(isGiven: boolean, answers: readonly string[]): string[] {
  return [
    ...(isGiven ? ['ClientRegistration', 'ClientChange'] : []),
    ...(answers.includes('created') ? ['CreatedClient'] : []),
    ...(answers.includes('read') ? ['Client', 'ChangedClient'] : []),
    ...(answers.includes('cloned') ? ['ClonedClient'] : []),
  ];
}

function isText(texts: object, field: string): boolean {
  const text = (texts as Readonly<Record<string, { label?: string; hint?: string }>>)[field];
  return Boolean(text?.label && text.hint);
}

describe('a member of client metadata', () => {
  test.each(metadataFields)('%s is in every list of members', (field) => {
    expect(missingPlaces([field, members[field]])).toEqual([]);
  });

  test('that is only in the table is reported with each list that lacks it', () => {
    const unlisted: AnyMember = {
      ...members.termsUrl,
      restName: 'unlisted',
      rfcName: null,
      columns: ['unlisted'],
    };
    expect(missingPlaces(['unlisted', unlisted])).toEqual([
      'src/store/table.ts: the column unlisted',
      'schema/schema.graphql: OAuthClientMetadata',
      'schema/schema.graphql: OAuthClient',
      'schema/schema.graphql: CreateOAuthClientInput',
      'schema/schema.graphql: UpdateOAuthClientInput',
      'schema/openapi.json: ClientRegistration',
      'schema/openapi.json: ClientChange',
      'schema/openapi.json: CreatedClient',
      'schema/openapi.json: Client',
      'schema/openapi.json: ChangedClient',
      'schema/operations/create-oauth-client.graphql',
      'schema/operations/oauth-client.graphql',
      'schema/operations/oauth-clients.graphql',
      'schema/operations/update-oauth-client.graphql',
      'src/console/metadata-member.ts',
      'src/console/text/form-english.ts: field',
      'src/console/text/form-chinese.ts: field',
    ]);
  });

  test.each(registrationFields)('%s has an example that every rule about one value accepts', (field) => {
    const { check, example, type } = members[field];
    expect(type.schema.safeParse(example).error).toBeUndefined();
    expect(check?.(example, [field]) ?? []).toEqual([]);
  });

  test('has unique names in REST and in RFC 7591', () => {
    const names = metadataFields.flatMap((field) => {
      const { restName, rfcName } = members[field];
      return rfcName === null || rfcName === restName ? [restName] : [restName, rfcName];
    });
    expect(names).toEqual([...new Set(names)]);
  });

  test('gets its default if omitted; a registration with the examples is valid', () => {
    const required = { name: members.name.example as string };
    const defaults = withDefaults(required);
    expect(Object.keys(defaults)).toEqual(registrationFields);
    expect(Object.values(defaults)).not.toContain(undefined);
    const redirectUris = members.redirectUris.example as readonly string[];
    expect(checkRegistration(candidateOf({ ...required, redirectUris }))).toEqual([]);
  });

  test('is audited, cloned and erased unless its entry says otherwise', () => {
    const leftOut = (['audit', 'clone', 'purge'] as const).map((use) => [
      use,
      metadataFields.filter((field) => !fieldsOf(use).includes(field)),
    ]);
    expect(Object.fromEntries(leftOut)).toEqual({ audit: [], clone: [], purge: ['isConfidential'] });
  });
});

test('every column of a client is one of its members or of its record fields', () => {
  const ofMembers = metadataFields.flatMap((field) => members[field].columns ?? []);
  const ofRecord = [
    ...['id', 'clientId', 'tenantId', 'status', 'version', 'createdAt', 'updatedAt', 'lastUsedAt'],
    ...['deletedAt', 'purgedAt', 'otherMetadata'],
  ];
  expect([...ofMembers, ...ofRecord].sort()).toEqual(columns.toSorted());
});

test('the list of members in the documentation is generated from the table', () => {
  expect(read('docs/metadata.md') === printedMetadata(), 'run `npm run schema`').toBe(true);
});

test("the console's file of members is generated from the table", () => {
  expect(read('src/console/metadata-member.ts') === printedConsoleMembers(), 'run `npm run schema`').toBe(
    true,
  );
});

test('members that a document does not select are added to documents that select all members', () => {
  const document =
    'query Q {\n  oauthClient {\n    name\n    website\n    tlsClientAuth {\n      sanDns\n    }\n  }\n}\n';
  const completed = withAllMembers(document);
  expect(completed).toContain('    website\n    redirectUris\n    clientAuthMethods\n');
  expect(withAllMembers(completed)).toBe(completed);
  expect(completed).not.toMatch(/^ +jwks$/m);
  const ofClone = 'mutation M {\n  clone {\n    name\n    grantTypes\n  }\n}\n';
  expect(withAllMembers(ofClone)).toBe(ofClone);
});
