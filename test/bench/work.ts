import { idOf, idOfInSql, instantOf, isOfSmallTenant, numberOf, tenant } from './client-table.ts';
import type { Errand } from './load.ts';
import type { Yardstick } from './yardstick.ts';

/** An acknowledged registration. */
export interface Created {
  readonly clientId: string;
  readonly secret: string;
}

/** One kind of work: the calls to the gateway, and the bare SQL that is the yardstick. */
export interface Work extends Errand {
  readonly name: string;
  readonly yardstick: Yardstick;
  /** What was acknowledged since the last call of this function; empty for work that only reads. */
  readonly takeCreated: () => Created[];
}

const columns = '*';
const isListed = `tenant_id = '${tenant}' and deleted_at is null`;
const nothing = () => [];

const createDocument = `mutation ($input: CreateOAuthClientInput!) {
  createOAuthClient(input: $input) {
    __typename
    ... on CreateOAuthClientPayload {
      client { clientId name grantTypes clientAuthMethods corsOrigins }
      issuedSecret { plaintext lastFour }
      advisories { path code message }
    }
    ... on RegistrationError { message issues { path code message reference } }
  }
}`;
const readDocument =
  'query ($id: String!) { oauthClient(clientId: $id) { clientId name status redirectUris grantTypes scopes version createdAt } }';
const listDocument = `query ($after: String, $filter: OAuthClientFilter) {
  oauthClients(first: 20, after: $after, filter: $filter) {
    nodes { clientId name status createdAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The work that is measured, on a table of this many clients. */
export function worksOn(rows: number, insert: string): Work[] {
  return [
    createByGraphql(insert),
    createByRest(insert),
    readByGraphql(rows),
    readByRest(rows),
    firstPage(rows),
    deepPage(rows),
    nameSearch(rows),
  ];
}

function graphql(query: string, variables: object) {
  return { method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables }) } as const;
}

const nameOf = (call: number) => `Payments portal ${call}`;
const redirectUris = ['https://app.example.com/callback'];

function createByGraphql(insert: string): Work {
  const created: Created[] = [];
  return {
    name: 'create by GraphQL',
    request: (call) => graphql(createDocument, { input: { name: nameOf(call), redirectUris } }),
    isRight: (answer, call) => {
      const [, id = ''] = /"client":\{"clientId":"(app-[0-9A-Z]{26})",/.exec(answer) ?? [];
      const [, secret = ''] = /"plaintext":"(secret_[\w-]{43})"/.exec(answer) ?? [];
      created.push({ clientId: id, secret });
      return (
        id !== '' &&
        secret !== '' &&
        answer.startsWith('HTTP/1.1 200 ') &&
        answer.includes(`"name":"${nameOf(call)}","grantTypes":["AUTHORIZATION_CODE"]`)
      );
    },
    yardstick: { statement: insert, value: 'serial' },
    takeCreated: () => created.splice(0),
  };
}

function createByRest(insert: string): Work {
  const created: Created[] = [];
  return {
    name: 'create by REST',
    request: (call) => ({
      method: 'POST',
      path: '/admin/oauth/clients',
      body: JSON.stringify({ name: nameOf(call), redirect_uris: redirectUris }),
    }),
    isRight: (answer, call) => {
      const [, id = ''] = /"client_id":"(app-[0-9A-Z]{26})",/.exec(answer) ?? [];
      const [, secret = ''] = /"client_secret":"(secret_[\w-]{43})"/.exec(answer) ?? [];
      created.push({ clientId: id, secret });
      return (
        id !== '' &&
        secret !== '' &&
        answer.startsWith('HTTP/1.1 201 ') &&
        answer.includes(`"name":"${nameOf(call)}"`)
      );
    },
    yardstick: { statement: insert, value: 'serial' },
    takeCreated: () => created.splice(0),
  };
}

/** The calls cover the whole table, in the same order each time. */
function nOf(call: number, rows: number): number {
  const n = 1 + ((call * 7_368_787) % rows);
  return isOfSmallTenant(n, rows) ? n - 1 : n;
}

const byClientId = `select ${columns} from oauth_clients where client_id = 'app-' || ${idOfInSql(':n')} and tenant_id = '${tenant}' and deleted_at is null`;

function readByGraphql(rows: number): Work {
  return {
    name: 'read by client_id (GraphQL)',
    request: (call) => graphql(readDocument, { id: `app-${idOf(nOf(call, rows))}` }),
    isRight: (answer, call) =>
      answer.startsWith('HTTP/1.1 200 ') &&
      answer.includes(`{"data":{"oauthClient":{"clientId":"app-${idOf(nOf(call, rows))}"`) &&
      answer.includes(` ${numberOf(nOf(call, rows))}","status":"`),
    yardstick: { statement: byClientId, value: rows },
    takeCreated: nothing,
  };
}

function readByRest(rows: number): Work {
  return {
    name: 'read by client_id (REST)',
    request: (call) => ({
      method: 'GET',
      path: `/admin/oauth/clients/app-${idOf(nOf(call, rows))}`,
    }),
    isRight: (answer, call) =>
      answer.startsWith('HTTP/1.1 200 ') &&
      answer.includes(`"client_id":"app-${idOf(nOf(call, rows))}"`) &&
      answer.includes(` ${numberOf(nOf(call, rows))}"`),
    yardstick: { statement: byClientId, value: rows },
    takeCreated: nothing,
  };
}

/** A page of clients, newest first, that begins after the n-th. */
function pageBehind(n: number, rows: number): string[] {
  const ids: string[] = [];
  for (let next = n - 1; ids.length < 20; next--) {
    if (!isOfSmallTenant(next, rows)) ids.push(idOf(next));
  }
  return ids;
}

function holds(answer: string, ids: readonly string[]): boolean {
  const listed = [...answer.matchAll(/"clientId":"app-(\w+)"/g)].map(([, id]) => id);
  return answer.startsWith('HTTP/1.1 200 ') && listed.join() === ids.join();
}

function firstPage(rows: number): Work {
  const expected = pageBehind(rows + 1, rows);
  return {
    name: 'first page',
    request: () => graphql(listDocument, {}),
    isRight: (answer) => holds(answer, expected),
    yardstick: {
      statement: `select ${columns} from oauth_clients where ${isListed} order by created_at desc, id desc limit 21`,
      value: rows,
    },
    takeCreated: nothing,
  };
}

/** A position in the older half. */
const deepOf = (call: number, rows: number) => 100 + nOf(call, rows / 2 - 100);

function deepPage(rows: number): Work {
  const cursorOf = (n: number) => {
    const position = JSON.stringify(['createdAt', instantOf(n).toISOString(), idOf(n)]);
    return Buffer.from(position).toString('base64url');
  };
  const instant = `timestamptz '${instantOf(0).toISOString()}' + :n::int * interval '10 seconds'`;
  return {
    name: 'page deep inside',
    request: (call) => graphql(listDocument, { after: cursorOf(deepOf(call, rows)) }),
    isRight: (answer, call) => holds(answer, pageBehind(deepOf(call, rows), rows)),
    yardstick: {
      statement: `select ${columns} from oauth_clients where ${isListed} and (created_at, id) < (${instant}, ${idOfInSql(':n')}) order by created_at desc, id desc limit 21`,
      value: rows / 2,
    },
    takeCreated: nothing,
  };
}

function nameSearch(rows: number): Work {
  return {
    name: 'name search that finds one',
    request: (call) => graphql(listDocument, { filter: { name: numberOf(nOf(call, rows)) } }),
    isRight: (answer, call) => holds(answer, [idOf(nOf(call, rows))]),
    yardstick: {
      statement: `select ${columns} from oauth_clients where ${isListed} and name_key like '%' || lpad((:n::bigint * 733013 % 1000003)::text, 7, '0') || '%' order by created_at desc, id desc limit 21`,
      value: rows,
      // A generic plan, without the searched value, would scan the table.
      isPlannedEachTime: true,
    },
    takeCreated: nothing,
  };
}
