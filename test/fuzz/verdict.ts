import type { FuzzRequest } from './request.ts';
import { planted } from './value.ts';
import type { WireAnswer } from './wire.ts';

/** The beginning of a JWT, which is the base64 of `{"`. */
const jwt = /eyJ[\w-]{8,}\.[\w-]*/;
const issued = /secret_[\w-]{43}/g;
/** Statuses with which Node's own parser refuses, before the gateway's code runs. */
const parserStatuses = [400, 408, 413, 417, 431];

/** The fault of this text: `undefined` if it contains nothing secret. */
export function leakIn(text: string): string | undefined {
  if (text.includes(planted)) return 'the planted credential';
  return jwt.test(text) ? 'a token' : undefined;
}

/** Checks responses, and remembers every returned secret, because each may be returned only once. */
export class CheckResponse {
  readonly #shown = new Set<string>();

  /** The fault of a response; `undefined` if there is none. */
  faultOf(answer: WireAnswer, api: 'graphql' | 'rest' | 'either', isHead: boolean): string | undefined {
    const { status, headers, body } = answer;
    const text = body.toString();
    // 501 refuses a transfer coding (RFC 9112 §6.1).
    if (status >= 500 && status !== 501) return `the status ${status}: ${text.slice(0, 500)}`;
    // GraphQL responds 200 if it has data, even with errors.
    if (/"code":"(INTERNAL_SERVER_ERROR|UNAVAILABLE)"/.test(text))
      return `an error of ours: ${text.slice(0, 500)}`;
    const told = `${text}\n${Object.values(headers).join('\n')}`;
    // The caller chose the request id.
    const leak = leakIn(told.replaceAll(headers['x-request-id'] ?? '\0', ''));
    if (leak) return `${leak} in the answer: ${status} ${text.slice(0, 1000)}`;
    if (headers['x-request-id'] === undefined) {
      return parserStatuses.includes(status) && text === ''
        ? undefined
        : `an unexpected response: ${status} ${text.slice(0, 200)}`;
    }
    if (headers['cache-control'] !== 'no-store') return 'an answer that may be cached';
    // The end suffices, and a short text does not keep the whole response in memory.
    const secrets = new Set(text.match(issued)?.map((secret) => secret.slice(-12)));
    for (const secret of secrets) {
      if (this.#shown.has(secret)) return 'a secret that was shown before';
      this.#shown.add(secret);
    }
    return isHead ? undefined : faultOfBody(answer, text, api);
  }
}

function faultOfBody({ status, headers }: WireAnswer, text: string, api: 'graphql' | 'rest' | 'either') {
  const isGraphql = api === 'graphql' || (api === 'either' && /^\{"(data|errors)"/.test(text));
  const body = parsed(text);
  // Bytes that are not valid HTTP belong to no endpoint.
  const isUnread = [400, 408, 413, 431].includes(status) && isEnvelope(body, status);
  const isWhole = isGraphql
    ? isGraphqlBody(body) || isUnread
    : status === 204
      ? text === ''
      : isEnvelope(body, status);
  return isWhole
    ? undefined
    : `a malformed answer: ${status} ${headers['content-type']} ${JSON.stringify(text.slice(0, 500))}`;
}

function isGraphqlBody(body: unknown): boolean {
  if (!isRecord(body)) return false;
  const { data, errors } = body;
  const areErrors =
    Array.isArray(errors) && errors.length > 0 && errors.every((one) => typeof one?.message === 'string');
  return errors === undefined ? isRecord(data) : areErrors;
}

function isEnvelope(body: unknown, status: number): boolean {
  if (!isRecord(body)) return false;
  const { code, message, timestamp } = body;
  const isRightCode =
    status < 300 ? code === 0 : typeof code === 'number' && `${code}`.startsWith(`${status}`);
  return (
    isRightCode &&
    typeof message === 'string' &&
    typeof timestamp === 'string' &&
    !Number.isNaN(Date.parse(timestamp))
  );
}

/** Whether the gateway did what was requested. */
export function isSuccess({ status, body }: WireAnswer): boolean {
  if (status < 200 || status > 299) return false;
  return !/"errors":\[|"__typename":"RegistrationError"/.test(body.toString());
}

export function apiOf({ path }: FuzzRequest): 'graphql' | 'rest' {
  const local = path.replace(/^https?:\/\/[^/?#]*/i, '');
  return local.split('?', 1)[0] === '/graphql' ? 'graphql' : 'rest';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
