import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restPath } from '../../src/rest/wire/field-name.ts';
import { type Answer, openGateway, type TestGateway, usualDatabases } from '../harness/gateway.ts';

const uri = 'https://app.example.com/callback';
const never = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** The client of a case, created separately for each API. */
interface World {
  readonly clientId: string;
  readonly secretIds: readonly string[];
}

interface Case {
  /** GraphQL operations that run before, with the client's id in `clientId`. */
  readonly before?: readonly [operation: string, input: object][];
  readonly rest: (
    world: World,
  ) => [method: string, path: string, body?: object | undefined, headers?: Record<string, string>];
  readonly graphql: (world: World) => [operation: string, variables: object];
  readonly status: number;
}

const change = (fields: object, rest: object, status = 200, version?: number): Case => ({
  rest: ({ clientId }) => [
    'PUT',
    `/${clientId}`,
    rest,
    version === undefined ? {} : { 'if-match': `"${version}"` },
  ],
  graphql: ({ clientId }) => ['update', { input: { clientId, expectedVersion: version, ...fields } }],
  status,
});

const page = (query: string, variables: object, status: number): Case => ({
  before: [
    ['create', { name: 'B', redirectUris: [uri] }],
    ['create', { name: 'C', redirectUris: [uri] }],
  ],
  rest: () => ['GET', `?${query}`],
  graphql: () => ['list', variables],
  status,
});

const onSecret = (verb: 'deactivate' | 'delete', status: number, before: Case['before'] = []): Case => ({
  before,
  rest: ({ clientId, secretIds: [id] }) =>
    verb === 'delete'
      ? ['DELETE', `/${clientId}/secrets/${id}`]
      : ['PUT', `/${clientId}/secrets/${id}/deactivate`],
  graphql: ({ clientId, secretIds: [secretId] }) => [`${verb}-secret`, { input: { clientId, secretId } }],
  status,
});

/** One table of operations; each is sent through GraphQL and REST, to a separate tenant. */
const cases: Record<string, Case> = {
  'reading a client': {
    rest: ({ clientId }) => ['GET', `/${clientId}`],
    graphql: ({ clientId }) => ['read', { clientId }],
    status: 200,
  },
  'a first page': page('', {}, 200),
  'a page of two': page('page_size=2', { first: 2 }, 200),
  'a second page': page('page_size=2&page=2', { first: 2, skip: 2 }, 200),
  'a page beyond the end': page('page_size=2&page=3', { first: 2, skip: 4 }, 200),
  'a page without items': page('page_size=0', { first: 0 }, 400),
  'a page of less': page('page_size=-1', { first: -1 }, 400),
  'a page of too many': page('page_size=101', { first: 101 }, 400),
  'a page of a thousand million': page('page_size=1000000000', { first: 1_000_000_000 }, 400),
  'a page before the first': page('page=0', { first: 20, skip: -20 }, 400),
  'a search': page('name=b', { filter: { name: 'b' } }, 200),
  'a search with a pattern': page('name=%25', { filter: { name: '%' } }, 200),
  'a search for an impossible name': page('name=%00', { filter: { name: '\0' } }, 400),
  'suspended ones only': page('status=suspended', { filter: { status: 'SUSPENDED' } }, 200),
  'a new name': change({ name: 'Renamed' }, { name: 'Renamed' }),
  'the same name': change({ name: 'Mine' }, { name: 'Mine' }),
  'nothing at all': change({}, {}),
  'no name': change({ name: null }, { name: null }, 400),
  'a blank name': change({ name: ' ' }, { name: ' ' }, 400),
  'no redirect URIs': change({ redirectUris: [] }, { redirect_uris: [] }, 400),
  'redirect URIs cleared': change({ redirectUris: null }, { redirect_uris: null }, 400),
  'another list of redirect URIs': change({ redirectUris: [`${uri}/2`] }, { redirect_uris: [`${uri}/2`] }),
  'redirect URIs added': change({ addRedirectUris: [`${uri}/2`] }, { add_redirect_uris: [`${uri}/2`] }),
  'invalid redirect URIs added': change(
    { addRedirectUris: [uri, 'http://a.example/', 'x'] },
    { add_redirect_uris: [uri, 'http://a.example/', 'x'] },
    400,
  ),
  'a redirect URI exchanged': change(
    { addRedirectUris: [`${uri}/2`], removeRedirectUris: [uri] },
    { add_redirect_uris: [`${uri}/2`], remove_redirect_uris: [uri] },
  ),
  'the last redirect URI removed': change(
    { removeRedirectUris: [uri] },
    { remove_redirect_uris: [uri] },
    400,
  ),
  'an unknown redirect URI removed': change(
    { removeRedirectUris: ['x'] },
    { remove_redirect_uris: ['x'] },
    400,
  ),
  'a list and an addition': change(
    { redirectUris: [uri], addRedirectUris: [uri] },
    { redirect_uris: [uri], add_redirect_uris: [uri] },
    400,
  ),
  'lists cleared to their defaults': change(
    { grantTypes: null, scopes: null, clientAuthMethods: null },
    { grant_types: null, scopes: null, client_auth_methods: null },
  ),
  'half of becoming public': change({ isConfidential: false }, { is_confidential: false }, 400),
  'becoming public': change(
    { isConfidential: false, clientAuthMethods: ['NONE'] },
    { is_confidential: false, client_auth_methods: ['none'] },
  ),
  'a profile that the rest does not keep': change(
    { fapiProfile: 'FAPI2_SECURITY' },
    { fapi_profile: 'fapi2_security' },
    400,
  ),
  'a key method without a key': change(
    { clientAuthMethods: ['PRIVATE_KEY_JWT'] },
    { client_auth_methods: ['private_key_jwt'] },
    400,
  ),
  'a certificate subject': change(
    { clientAuthMethods: ['TLS_CLIENT_AUTH'], tlsClientAuth: { sanDns: 'a.example' } },
    { client_auth_methods: ['tls_client_auth'], tls_client_auth_san_dns: 'a.example' },
  ),
  'a suspension by status': change({ status: 'SUSPENDED' }, { status: 'suspended' }),
  'status cleared': change({ status: null }, { status: null }, 400),
  'the right version': change({ name: 'Renamed' }, { name: 'Renamed' }, 200, 1),
  'a version of the future': change({ name: 'Renamed' }, { name: 'Renamed' }, 412, 2),
  'a client that never was': {
    rest: () => ['PUT', `/app-${never}`, { name: 'x' }],
    graphql: () => ['update', { input: { clientId: `app-${never}`, name: 'x' } }],
    status: 404,
  },
  'a deletion': {
    rest: ({ clientId }) => ['DELETE', `/${clientId}`],
    graphql: ({ clientId }) => ['delete', { input: { clientId } }],
    status: 204,
  },
  'a second deletion': {
    before: [['delete', {}]],
    rest: ({ clientId }) => ['DELETE', `/${clientId}`],
    graphql: ({ clientId }) => ['delete', { input: { clientId } }],
    status: 404,
  },
  'a deletion with another version': {
    rest: ({ clientId }) => ['DELETE', `/${clientId}`, undefined, { 'if-match': '"7"' }],
    graphql: ({ clientId }) => ['delete', { input: { clientId, expectedVersion: 7 } }],
    status: 412,
  },
  'a clone': {
    rest: ({ clientId }) => ['POST', `/${clientId}/clone`],
    graphql: ({ clientId }) => ['clone', { input: { clientId } }],
    status: 201,
  },
  'a clone of a deleted client': {
    before: [['delete', {}]],
    rest: ({ clientId }) => ['POST', `/${clientId}/clone`],
    graphql: ({ clientId }) => ['clone', { input: { clientId } }],
    status: 404,
  },
  'a rotation': {
    rest: ({ clientId }) => ['POST', `/${clientId}/rotate-secret`],
    graphql: ({ clientId }) => ['rotate', { input: { clientId } }],
    status: 200,
  },
  'a rotation of a public client': {
    before: [['update', { isConfidential: false, clientAuthMethods: ['NONE'] }]],
    rest: ({ clientId }) => ['POST', `/${clientId}/rotate-secret`],
    graphql: ({ clientId }) => ['rotate', { input: { clientId } }],
    status: 409,
  },
  'a rotation without grace': {
    rest: ({ clientId }) => ['POST', `/${clientId}/rotate-secret`, { grace_seconds: 0 }],
    graphql: ({ clientId }) => ['rotate', { input: { clientId, graceSeconds: 0 } }],
    status: 200,
  },
  'a rotation with everything wrong': {
    rest: ({ clientId }) => [
      'POST',
      `/${clientId}/rotate-secret`,
      { grace_seconds: 2_592_001, expires_at: 'soon', description: 'a\nb' },
    ],
    graphql: ({ clientId }) => [
      'rotate',
      { input: { clientId, graceSeconds: 2_592_001, expiresAt: 'soon', description: 'a\nb' } },
    ],
    status: 400,
  },
  'another secret': {
    rest: ({ clientId }) => ['POST', `/${clientId}/secrets`, { description: 'second' }],
    graphql: ({ clientId }) => ['add', { input: { clientId, description: 'second' } }],
    status: 201,
  },
  'a third secret': {
    before: [['add', {}]],
    rest: ({ clientId }) => ['POST', `/${clientId}/secrets`],
    graphql: ({ clientId }) => ['add', { input: { clientId } }],
    status: 409,
  },
  'a secret that has ended already': {
    rest: ({ clientId }) => ['POST', `/${clientId}/secrets`, { expires_at: '2020-01-01T00:00:00Z' }],
    graphql: ({ clientId }) => ['add', { input: { clientId, expiresAt: '2020-01-01T00:00:00Z' } }],
    status: 400,
  },
  'the list of secrets': {
    before: [['add', {}]],
    rest: ({ clientId }) => ['GET', `/${clientId}/secrets`],
    graphql: ({ clientId }) => ['secrets', { clientId }],
    status: 200,
  },
  'the last active secret deactivated': onSecret('deactivate', 400),
  'one of two secrets deactivated': onSecret('deactivate', 200, [['add', {}]]),
  'the last secret deleted': onSecret('delete', 400),
  'one of two secrets deleted': onSecret('delete', 204, [['add', {}]]),
  'a foreign secret deleted': {
    rest: ({ clientId }) => ['DELETE', `/${clientId}/secrets/${never}`],
    graphql: ({ clientId }) => ['delete-secret', { input: { clientId, secretId: never } }],
    status: 404,
  },
  'the audit events': {
    before: [
      ['update', { name: 'Renamed' }],
      ['update', { name: '' }],
    ],
    rest: ({ clientId }) => ['GET', `/${clientId}/audit-logs?page_size=2`],
    graphql: ({ clientId }) => ['audit', { clientId, first: 2, skip: 0 }],
    status: 200,
  },
};

const files: Record<string, string> = {
  create: 'create-oauth-client',
  read: 'oauth-client',
  list: 'oauth-clients',
  update: 'update-oauth-client',
  delete: 'delete-oauth-client',
  clone: 'clone-oauth-client',
  add: 'add-oauth-client-secret',
  rotate: 'rotate-oauth-client-secret',
  secrets: 'oauth-client-secrets',
  'deactivate-secret': 'deactivate-oauth-client-secret',
  'delete-secret': 'delete-oauth-client-secret',
  audit: 'oauth-client-audit-events',
};

function documentOf(operation: string): string {
  return readFileSync(
    new URL(`../../schema/operations/${files[operation]}.graphql`, import.meta.url),
    'utf8',
  );
}

describe.each(usualDatabases)('GraphQL and REST on %s', (kind) => {
  let gateway: TestGateway;
  let tenants = 0;
  beforeAll(async () => {
    gateway = await openGateway(kind);
  });
  afterAll(() => gateway.close());

  test.each(Object.entries(cases))('have the same life cycle: %s', async (_, one) => {
    const rest = await throughRest(one);
    const graphql = await throughGraphql(one);
    expect(rest.status, JSON.stringify(rest.outcome)).toBe(one.status);
    expect(graphql.outcome).toEqual(rest.outcome);
    expect(graphql.rows).toEqual(rest.rows);
  });

  async function throughRest(one: Case) {
    const { world, call, tenant } = await makeWorld(one);
    const [method, path, body, headers = {}] = one.rest(world);
    const answer = await gateway.send(method, `/admin/oauth/clients${path}`, body, { ...call, headers });
    return { status: answer.status, outcome: outcomeOfRest(answer), rows: await rowsOf(tenant) };
  }

  async function throughGraphql(one: Case) {
    const { world, call, tenant } = await makeWorld(one);
    const [operation, variables] = one.graphql(world);
    const answer = await gateway.graphql(documentOf(operation), variables, call);
    return { outcome: outcomeOfGraphql(answer), rows: await rowsOf(tenant) };
  }

  async function makeWorld({ before = [] }: Case) {
    tenants += 1;
    const tenant = `tenant-${tenants}`;
    const call = { token: await gateway.token({ tenant }) };
    const input = { name: 'Mine', redirectUris: [uri] };
    const { body } = await gateway.graphql(documentOf('create'), { input }, call);
    const { clientId } = body.data.createOAuthClient.client;
    for (const [operation, fields] of before) {
      const variables = { input: operation === 'create' ? fields : { clientId, ...fields } };
      const { status } = await gateway.graphql(documentOf(operation), variables, call);
      expect(status, operation).toBe(200);
    }
    const secrets = await gateway.graphql(documentOf('secrets'), { clientId }, call);
    const secretIds = (secrets.body.data.oauthClient?.secrets ?? []).map(
      ({ secretId }: { secretId: string }) => secretId,
    );
    return { world: { clientId, secretIds }, call, tenant };
  }

  /** The stored data of a tenant, with ids by their order and without times, digests and random characters. */
  async function rowsOf(tenant: string) {
    const { clients, secrets, auditEvents } = await gateway.rows();
    const own = clients.filter(({ tenantId }) => tenantId === tenant);
    const ids = new Set(own.map(({ id }) => id));
    const rows = {
      clients: own,
      secrets: secrets.filter(({ oauthClientId }) => ids.has(oauthClientId)),
      auditEvents: auditEvents.filter(({ tenantId }) => tenantId === tenant),
    };
    const seen: string[] = [];
    const text = JSON.stringify(rows, (name, value) =>
      ['digest', 'requestId', 'address', 'lastFour'].includes(name) || value?.field?.endsWith('.lastFour')
        ? ''
        : value,
    )
      .replaceAll(tenant, 'tenant')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
      .replace(
        /"field":"secrets\.[^"]*lastFour","before":[^,]*,"after":("[^"]*"|null)/g,
        '"field":"lastFour"',
      )
      .replace(/[0-9A-HJKMNP-TV-Z]{26}/g, (id) => {
        if (!seen.includes(id)) seen.push(id);
        return `id-${seen.indexOf(id)}`;
      });
    return JSON.parse(text);
  }
});

/** The paths and codes of a refusal, or the names of the fields of the result. */
function outcomeOfRest({ status, body }: Answer): unknown {
  if (status >= 400)
    return body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
  if (body === undefined) return 'done';
  if (body.items) return { names: body.items.map(nameOf), total: body.total };
  return (body.data.secrets ?? [body.data]).map(nameOf);
}

function outcomeOfGraphql({ body }: Answer): unknown {
  const issues = body.errors ? body.errors[0].extensions.issues : resultOf(body).issues;
  if (issues) {
    return issues.map(
      ({ path, code }: { path: string[]; code: string }) => `${restPath(path.map(String))} ${code}`,
    );
  }
  const result = resultOf(body);
  const list = result.nodes ? result : result.auditEvents;
  if (list) return { names: list.nodes.map(nameOf), total: list.totalCount };
  if (result.__typename?.startsWith('Delete')) return 'done';
  if (result.secrets) return result.secrets.map(nameOf);
  return [nameOf(result.secret ?? result.client ?? result)];
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
function resultOf(body: any): any {
  return Object.values(body.data)[0];
}

/** A client, a secret and an audit event of either API, with the same names. */
function nameOf(item: Record<string, unknown>): unknown {
  if ('action' in item) return String(item.action).toLowerCase().replaceAll('.', '_');
  if ('secret_id' in item || 'secretId' in item) return String(item.status).toLowerCase();
  if ('new_secret' in item) return 'active';
  return [item.name, String(item.status).toLowerCase()];
}
