import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuditAction } from '../../src/domain/audit/audit-event.ts';
import { type ErrorCode, errorCatalogue } from '../../src/domain/error/error-catalogue.ts';
import type { Account, Ledger } from './accounting.ts';

/** A gateway and a token for it. */
export interface Place {
  readonly url: string;
  readonly token: string;
}

export const apis = ['GraphQL', 'REST'] as const;
export type Api = (typeof apis)[number];

export interface Reply {
  /** 0 if there was no response. */
  readonly status: number;
  readonly isDone: boolean;
  readonly clientId: string;
  readonly secret: string;
  readonly name: string | undefined;
  readonly text: string;
}

const redirectUri = 'https://app.example.com/callback';
const clientsPath = '/admin/oauth/clients';
/** Longer than the gateway waits for the database. */
const patienceMilliseconds = 40_000;
/** Milliseconds between a failed call and the next one of its caller. */
const pauseMilliseconds = 20;

const document = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

async function send({ url, token }: Place, method: string, path: string, body?: object) {
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const text = await response.text();
    const answer = text === '' ? {} : JSON.parse(text);
    return { status: statusOf(response, answer), text, body: answer };
  } catch (error) {
    return { status: 0, text: String(error), body: {} };
  }
}

/** GraphQL responds 200 if it has data; the code of its error corresponds to the status of REST. */
function statusOf(
  { status }: Response,
  { errors }: { errors?: { extensions?: { code?: ErrorCode } }[] },
): number {
  const code = Array.isArray(errors) ? errors[0]?.extensions?.code : undefined;
  return status === 200 && code !== undefined ? errorCatalogue[code].status : status;
}

/** Sends one of the documents of `schema/operations`. */
function graphql(name: string, field: string, payload: string) {
  const query = document(name);
  return async (place: Place, variables: object): Promise<Reply> => {
    const { status, text, body } = await send(place, 'POST', '/graphql', { query, variables });
    const result = body.data?.[field];
    // The operation was executed even if a field of the response could not be read.
    const isDone = result?.__typename === payload;
    const { clientId, name } = result?.client ?? {};
    return { status, text, isDone, clientId, name, secret: result?.issuedSecret?.plaintext };
  };
}

async function rest(
  place: Place,
  method: string,
  path: string,
  success: number,
  body?: object,
): Promise<Reply> {
  const answer = await send(place, method, `${clientsPath}${path}`, body);
  const { client_id, client_secret, new_secret, name } = answer.body.data ?? {};
  const { status, text } = answer;
  return {
    status,
    text,
    isDone: status === success,
    clientId: client_id,
    secret: client_secret ?? new_secret,
    name,
  };
}

const create = graphql('create-oauth-client', 'createOAuthClient', 'CreateOAuthClientPayload');
const update = graphql('update-oauth-client', 'updateOAuthClient', 'UpdateOAuthClientPayload');
const rotate = graphql(
  'rotate-oauth-client-secret',
  'rotateOAuthClientSecret',
  'RotateOAuthClientSecretPayload',
);
const remove = graphql('delete-oauth-client', 'deleteOAuthClient', 'DeleteOAuthClientPayload');

/** The requests of callers, through GraphQL and REST. A rotation revokes the earlier secrets at once. */
export const calls = {
  GraphQL: {
    register: (place: Place, name: string) => create(place, { input: { name, redirectUris: [redirectUri] } }),
    rename: (place: Place, clientId: string, name: string) => update(place, { input: { clientId, name } }),
    rotate: (place: Place, clientId: string) => rotate(place, { input: { clientId, graceSeconds: 0 } }),
    remove: (place: Place, clientId: string) => remove(place, { input: { clientId } }),
    read: async (place: Place, clientId: string): Promise<Reply> => {
      const query = 'query ($clientId: String!) { oauthClient(clientId: $clientId) { clientId name } }';
      const { status, text, body } = await send(place, 'POST', '/graphql', {
        query,
        variables: { clientId },
      });
      const client = body.data?.oauthClient;
      const isDone = client?.clientId === clientId;
      return { status, text, isDone, clientId, secret: '', name: client?.name };
    },
  },
  REST: {
    register: (place: Place, name: string) =>
      rest(place, 'POST', '', 201, { name, redirect_uris: [redirectUri] }),
    rename: (place: Place, clientId: string, name: string) =>
      rest(place, 'PUT', `/${clientId}`, 200, { name }),
    rotate: (place: Place, clientId: string) =>
      rest(place, 'POST', `/${clientId}/rotate-secret`, 200, { grace_seconds: 0 }),
    remove: (place: Place, clientId: string) => rest(place, 'DELETE', `/${clientId}`, 204),
    read: (place: Place, clientId: string) => rest(place, 'GET', `/${clientId}`, 200),
    search: (place: Place, name: string) => rest(place, 'GET', `?name=${name}`, 200),
  },
} as const satisfies Record<Api, unknown>;

const listQuery = `query ($first: Int!, $after: String) {
  oauthClients(first: $first, after: $after) { nodes { clientId } pageInfo { hasNextPage endCursor } }
}`;

/** The `client_id` of every client that the gateway lists, newest first, page after page. */
export async function clientIdsAt(
  place: Place,
  { first = 100, turnPage = async () => {} }: { first?: number; turnPage?: () => Promise<unknown> } = {},
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ; await turnPage()) {
    const variables = { first, after };
    const { text, body } = await send(place, 'POST', '/graphql', { query: listQuery, variables });
    const page = body.data?.oauthClients;
    if (page == null) throw new Error(`The clients cannot be listed: ${text}`);
    found.push(...page.nodes.map(({ clientId }: { clientId: string }) => clientId));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

/** Every status that a fault of the database or network may cause. */
const faults = [0, 500, 503];

async function noted(ledger: Ledger, call: () => Promise<Reply>): Promise<Reply> {
  const begin = performance.now();
  const reply = await call();
  ledger.longest = Math.max(ledger.longest, performance.now() - begin);
  ledger.statuses.set(reply.status, (ledger.statuses.get(reply.status) ?? 0) + 1);
  if (!reply.isDone && !faults.includes(reply.status)) ledger.odd.push(`${reply.status} ${reply.text}`);
  return reply;
}

/** Registers one client, and records the result. */
export async function register(place: Place, api: Api, ledger: Ledger): Promise<Account | undefined> {
  const name = `${api} ${ledger.asked.size}.`;
  ledger.asked.add(name);
  const { isDone, clientId, secret } = await noted(ledger, () => calls[api].register(place, name));
  if (!isDone) return undefined;
  const account: Account = {
    name,
    clientId,
    done: ['oauth_client.create'],
    open: undefined,
    currentName: name,
    secret,
    endedSecrets: [],
  };
  ledger.accounts.push(account);
  return account;
}

/** Renames a client, rotates its secret, and deletes it on request; stops at the first failure. */
async function change(place: Place, api: Api, ledger: Ledger, account: Account, isDeleted: boolean) {
  const { clientId, name } = account;
  const attempt = async (action: AuditAction, call: () => Promise<Reply>, settle: (reply: Reply) => void) => {
    if (account.open !== undefined) return;
    account.open = action;
    const reply = await noted(ledger, call);
    if (!reply.isDone) return;
    account.open = undefined;
    account.done.push(action);
    settle(reply);
  };
  const newName = `${name} changed`;
  const { rename, rotate, remove } = calls[api];
  await attempt(
    'oauth_client.update',
    () => rename(place, clientId, newName),
    () => {
      account.currentName = newName;
    },
  );
  await attempt(
    'oauth_client_secret.rotate',
    () => rotate(place, clientId),
    ({ secret }) => {
      account.endedSecrets.push(account.secret);
      account.secret = secret;
    },
  );
  if (isDeleted)
    await attempt(
      'oauth_client.delete',
      () => remove(place, clientId),
      () => {},
    );
}

/**
 * Callers of GraphQL and REST, each of which registers and changes one client after another until it is stopped.
 * @param isCalm each caller pauses after each client. Without the pauses the load uses a whole core.
 */
export function startLoad(
  place: Place,
  ledger: Ledger,
  { callersOfEachApi = 3, maxRegistrations = 20_000, isCalm = false } = {},
) {
  const acknowledged: Record<Api, number[]> = { GraphQL: [], REST: [] };
  let begun = 0;
  let isOn = true;
  const caller = async (api: Api) => {
    while (isOn && begun < maxRegistrations) {
      const index = begun++;
      const account = await register(place, api, ledger);
      if (account === undefined) {
        await delay(pauseMilliseconds);
        continue;
      }
      acknowledged[api].push(index);
      if (index % 2 === 0) await change(place, api, ledger, account, index % 4 === 0);
      if (isCalm) await delay(pauseMilliseconds);
    }
  };
  const callers = apis.flatMap((api) => Array.from({ length: callersOfEachApi }, () => caller(api)));
  const all = Promise.all(callers);
  all.catch(() => {});
  return {
    /** Started registrations. */
    begun: () => begun,
    /** The smaller number that GraphQL or REST acknowledged, of those started after the first n. */
    acknowledged: (after = 0) =>
      Math.min(...apis.map((api) => acknowledged[api].filter((index) => index >= after).length)),
    /** Resolves when every caller has its last response. */
    stop: async () => {
      isOn = false;
      await all;
    },
  };
}
