import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TestGateway } from '../harness/gateway.ts';
import { mangler, requester, runCaller, type Setting } from './caller.ts';
import { graphqlRequest } from './graphql-request.ts';
import { mutant } from './mutant.ts';
import { clientCount, type Knowledge } from './request.ts';
import { restRequest } from './rest-request.ts';
import { makeTokens } from './token.ts';
import { CheckResponse, isSuccess, leakIn } from './verdict.ts';

/** Concurrent callers, by what they send. */
const callers = { graphql: 6, rest: 6, bytes: 4 };
const callerCount = callers.graphql + callers.rest + callers.bytes;

export interface RunReport {
  readonly requests: number;
  readonly faults: readonly string[];
  /** Responses by kind and status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly successes: number;
  /** Bytes of heap in use after each fifth of the run. */
  readonly heap: readonly number[];
}

/** Sends about this many requests, in rounds; each round has new clients, because the previous one deleted some. */
export async function runFuzz(gateway: TestGateway, seed: number, total: number): Promise<RunReport> {
  const collectGarbage = garbageCollector();
  const tokens = await makeTokens(gateway);
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  const heap: number[] = [];
  let [requests, successes] = [0, 0];
  let knowledge: Knowledge = { client: [], secret: [], node: [], cursor: [], token: tokens };
  const setting: Setting = {
    url: gateway.url,
    checkResponse: new CheckResponse(),
    knowledge: () => knowledge,
    onAnswer: (kind, answer) => {
      const name = `${kind} ${answer.status}`;
      statuses[name] = (statuses[name] ?? 0) + 1;
      if (isSuccess(answer)) successes += 1;
    },
    onRequest: () => {
      requests += 1;
    },
  };
  const rounds = 5 * Math.max(1, Math.round(total / 6000));
  const count = Math.max(1, Math.round(total / rounds / callerCount));
  const stray = watchProcess();
  try {
    for (let round = 0; round < rounds && faults.length === 0; round++) {
      knowledge = await learn(gateway, tokens);
      const work = [
        ...Array.from({ length: callers.graphql }, () => request(graphqlRequest)),
        ...Array.from({ length: callers.rest }, () => request(restRequest)),
        ...Array.from({ length: callers.bytes }, () => damage()),
      ].map((start, index) => start(mix(seed, round * callerCount + index), count));
      faults.push(...distinct(await Promise.all(work)));
      faults.push(
        ...stray.seen(),
        ...faultsOfLog(gateway.logLines.splice(0)),
        ...(await faultsOfHealth(gateway)),
      );
      if ((round + 1) % (rounds / 5) === 0) {
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
      }
    }
  } finally {
    stray.stop();
  }
  return { requests, faults, statuses, successes, heap };

  function request(inputs: typeof graphqlRequest) {
    return async (own: number, count: number) => {
      const { attempt, describe, close } = requester(setting);
      return runCaller({ inputs, seed: own, count, attempt, describe }).finally(close);
    };
  }

  function damage() {
    return (own: number, count: number) =>
      runCaller({ inputs: mutant, seed: own, count, ...mangler(setting) });
  }
}

/** The fault with the smallest request, of those that several callers found. */
function distinct(faults: readonly (string | undefined)[]): string[] {
  const found = faults.filter((fault) => fault !== undefined).sort((one, other) => one.length - other.length);
  return [
    ...new Map(found.reverse().map((fault) => [fault.split('\n', 1)[0]?.slice(0, 60), fault])).values(),
  ];
}

/** A different seed for every caller and round (the finalizer of MurmurHash3). */
function mix(seed: number, index: number): number {
  let hash = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/** Registers the clients that the requests of a round name, each with two secrets. */
async function learn({ graphql }: TestGateway, token: readonly string[]): Promise<Knowledge> {
  const call = { token: token[0] ?? null };
  const made = await Promise.all(
    Array.from({ length: clientCount }, async (_, index) => {
      const input = {
        name: `App ${index}`,
        redirectUris: ['https://app.example.com/callback', 'https://app.example.com/2'],
      };
      const created = await graphql(
        'mutation ($input: CreateOAuthClientInput!) { createOAuthClient(input: $input) { ... on CreateOAuthClientPayload { client { clientId } } } }',
        { input },
        call,
      );
      const { clientId } = created.body.data.createOAuthClient.client;
      const added = await graphql(
        'mutation ($input: AddOAuthClientSecretInput!) { addOAuthClientSecret(input: $input) { ... on AddOAuthClientSecretPayload { client { id clientId secrets { secretId } } } } }',
        { input: { clientId } },
        call,
      );
      return added.body.data.addOAuthClientSecret.client;
    }),
  );
  const page = await graphql(`{ oauthClients(first: ${clientCount}) { edges { cursor } } }`, undefined, call);
  return {
    client: made.map(({ clientId }) => clientId),
    secret: made.flatMap(({ secrets }) => secrets.map(({ secretId }: { secretId: string }) => secretId)),
    node: made.map(({ id }) => id),
    cursor: page.body.data.oauthClients.edges.map(({ cursor }: { cursor: string }) => cursor),
    token,
  };
}

/** Whether a plain registration on a new connection works. */
async function faultsOfHealth({ send }: TestGateway): Promise<string[]> {
  const body = { name: 'Health', redirect_uris: ['https://app.example.com/callback'] };
  const { status } = await send('POST', '/admin/oauth/clients', body, { headers: { connection: 'close' } });
  return status === 201 ? [] : [`a plain registration afterwards got ${status}`];
}

const errorLevel = 50;

function faultsOfLog(lines: readonly string[]): string[] {
  const all = lines.map((line) => JSON.parse(line));
  const errors = all.filter(({ level }) => level >= errorLevel).slice(0, 3);
  // A line contains the path, and the id if it is valid: damaged bytes may have put anything into other places.
  const leaks = all.flatMap(({ path, requestId: _requestId, ...rest }) => {
    const told = JSON.stringify(Array.isArray(path) ? { path, ...rest } : rest);
    const leak = /secret_[\w-]{43}/.test(told) ? 'a secret' : leakIn(told);
    return leak ? [`${leak} in the log`] : [];
  });
  return [...errors.map((line) => `the log says ${JSON.stringify(line).slice(0, 3000)}`), ...new Set(leaks)];
}

/** Uncaught errors, which would end a gateway in its own process. */
function watchProcess() {
  const caught: string[] = [];
  const note = (error: unknown) => caught.push(`uncaught: ${error instanceof Error ? error.stack : error}`);
  process.on('uncaughtException', note).on('unhandledRejection', note);
  return {
    seen: () => [...new Set(caught.splice(0))],
    stop: () => process.off('uncaughtException', note).off('unhandledRejection', note),
  };
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
