import { CombinedError } from 'urql';
import type { SignInProblem } from './check-token.ts';

type Exchanged =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'problem'; readonly problem: SignInProblem };

/** The path at which the gateway exchanges a code, with the development issuer only. */
const exchangeUrl = '/console/token';

/** Statuses of a gateway that is temporarily unavailable. */
const transient: Readonly<Record<number, string>> = {
  429: 'RATE_LIMITED',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'UNAVAILABLE',
};

/**
 * Exchanges the one-time code of a console link for a token. While the gateway cannot serve, the code is not sent, because it
 * would be used up for a token that cannot be used yet.
 */
export async function exchangeCode(code: string): Promise<Exchanged> {
  try {
    const readiness = await fetch('/readyz', { credentials: 'omit' });
    if (readiness.status === 503) return failed(readiness);
    const response = await fetch(exchangeUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
      credentials: 'omit',
      redirect: 'error',
    });
    if (response.ok) {
      const { access_token: token } = (await response.json()) as { access_token: string };
      return { kind: 'token', token };
    }
    if (response.status in transient) return failed(response);
    return { kind: 'problem', problem: { kind: 'code' } };
  } catch (error) {
    const unreachable = new CombinedError({ networkError: error as Error });
    return { kind: 'problem', problem: { kind: 'failed', error: unreachable } };
  }
}

function failed(response: Response): Exchanged {
  const graphQLErrors = [{ message: response.statusText, extensions: { code: transient[response.status] } }];
  const error = new CombinedError({ graphQLErrors, response });
  return { kind: 'problem', problem: { kind: 'failed', error } };
}
