import fc from 'fast-check';
import { cutUp, isComplete, type Mutant, mutate } from './mutant.ts';
import { bytesOf, describeRequest, type FuzzRequest, type Knowledge } from './request.ts';
import { apiOf, type CheckResponse } from './verdict.ts';
import { Connection, type WireAnswer } from './wire.ts';

/** State that all callers share. */
export interface Setting {
  readonly url: string;
  readonly checkResponse: CheckResponse;
  readonly knowledge: () => Knowledge;
  readonly onAnswer: (kind: string, answer: WireAnswer) => void;
  readonly onRequest: () => void;
}

/** Milliseconds after which the gateway counts as hung: more than the longest limit of its database. */
const patience = 20_000;
/** Milliseconds to wait for a response to bytes that may not be a whole request. */
const shortPatience = 40;

/** Time and number of attempts to find a smaller request that shows a fault. */
const shrinking = { milliseconds: 10_000, tries: 300 };

export interface CallerPlan<Input> {
  readonly inputs: fc.Arbitrary<Input>;
  readonly seed: number;
  readonly count: number;
  /** The fault; `undefined` if there is none. */
  readonly attempt: (input: Input) => Promise<string | undefined>;
  readonly describe: (input: Input) => string;
}

/** Sends one input after another, and reports the smallest that caused a fault. */
export async function runCaller<Input>(plan: CallerPlan<Input>): Promise<string | undefined> {
  let failedAt: number | undefined;
  let tries = 0;
  const property = fc.asyncProperty(plan.inputs, async (input) => {
    const isLate = failedAt !== undefined && performance.now() - failedAt > shrinking.milliseconds;
    if (isLate || tries > shrinking.tries) return;
    if (failedAt !== undefined) tries += 1;
    const fault = await plan.attempt(input);
    if (fault === undefined) return;
    failedAt ??= performance.now();
    throw new Error(fault);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    seed: plan.seed,
    numRuns: plan.count,
  });
  if (!failed) return undefined;
  const fault = errorInstance instanceof Error ? errorInstance.message : `${errorInstance}`;
  return `${fault}\n${counterexample ? plan.describe(counterexample[0]) : ''}`;
}

/** A caller that keeps its connection open, as clients do. */
export function requester(setting: Setting) {
  let connection: Connection | undefined;
  const exchange = async (request: FuzzRequest, isFresh: boolean) => {
    if (isFresh || connection === undefined || connection.isClosed) {
      connection?.destroy();
      connection = new Connection(setting.url);
    }
    const bytes = bytesOf(request, setting.knowledge());
    return connection.exchange([bytes], { count: 1, patience, isHead: request.method === 'HEAD' });
  };
  return {
    attempt: async (request: FuzzRequest): Promise<string | undefined> => {
      setting.onRequest();
      let result = await exchange(request, false);
      // The gateway may have closed it at the moment when it was used again.
      if (result.ending === 'closed') result = await exchange(request, true);
      const [answer] = result.answers;
      if (answer === undefined) {
        connection?.destroy();
        return {
          closed: 'no answer',
          silent: `no answer in ${patience} ms`,
          malformed: 'no HTTP',
          answered: '',
        }[result.ending];
      }
      if (answer.headers.connection?.toLowerCase() === 'close') connection?.destroy();
      const api = apiOf(request);
      setting.onAnswer(api, answer);
      return setting.checkResponse.faultOf(answer, api, request.method === 'HEAD');
    },
    describe: describeRequest,
    close: () => connection?.destroy(),
  };
}

/** Sends damaged bytes, each over a new connection. */
export function mangler({ url, checkResponse, knowledge, onAnswer, onRequest }: Setting) {
  return {
    attempt: async ({ requests, changes, cuts }: Mutant): Promise<string | undefined> => {
      const whole = Buffer.concat(requests.map((request) => bytesOf(request, knowledge())));
      const bytes = mutate(whole, changes);
      const isSound = changes.length === 0;
      const mustAnswer = isSound || isComplete(bytes);
      const isHead = requests[0]?.method === 'HEAD';
      const connection = new Connection(url);
      const first = { count: 1, patience: mustAnswer ? patience : shortPatience, isHead };
      const pieces = cutUp(bytes, cuts);
      const answers: WireAnswer[] = [];
      onRequest();
      const begun = await connection.exchange(pieces, first);
      answers.push(...begun.answers);
      let { ending } = begun;
      for (const request of requests.slice(1)) {
        onRequest();
        if (ending !== 'answered') break;
        // Only for valid requests is it known which response belongs to which request, and whether it has a body.
        if (!isSound && requests.some(({ method }) => method === 'HEAD')) break;
        const waiting = {
          count: 1,
          patience: isSound ? patience : shortPatience,
          isHead: request.method === 'HEAD',
        };
        const next = await connection.exchange([], waiting);
        answers.push(...next.answers);
        ending = next.ending;
      }
      const isOver = await connection.finish(patience);
      for (const answer of answers) onAnswer('bytes', answer);
      if (ending === 'malformed' && !isHead && isSound) return 'no HTTP';
      if (mustAnswer && begun.ending === 'silent') return `no answer in ${patience} ms`;
      if (isSound && answers.length < requests.length)
        return `${answers.length} answers to ${requests.length} requests`;
      if (!isOver) return `the connection was not closed in ${patience} ms`;
      return answers
        .map((answer, index) => checkResponse.faultOf(answer, 'either', requests[index]?.method === 'HEAD'))
        .find((fault) => fault !== undefined);
    },
    describe: ({ requests, changes, cuts }: Mutant) =>
      [...requests.map(describeRequest), `with ${JSON.stringify({ changes, cuts })}`].join('\n'),
  };
}
