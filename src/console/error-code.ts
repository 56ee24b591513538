import type { CombinedError } from 'urql';

/** Code of the error catalogue; `undefined` if no response of the gateway arrived. */
export function errorCodeOf(error: CombinedError): string | undefined {
  const code = error.graphQLErrors[0]?.extensions.code;
  return typeof code === 'string' ? code : undefined;
}

/** The failed check of the token; `undefined` if there is none. */
export function tokenFaultOf(error: CombinedError): string | undefined {
  const reason = error.graphQLErrors[0]?.extensions.reason;
  return typeof reason === 'string' ? reason : undefined;
}

/** Whether a write may have been committed although the call failed: the response was lost, or the gateway failed. */
export function mayHaveWritten(error: CombinedError): boolean {
  const code = errorCodeOf(error);
  return code === undefined || code === 'UNAVAILABLE' || code === 'INTERNAL_SERVER_ERROR';
}
