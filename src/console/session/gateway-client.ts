import { Client, fetchExchange, mapExchange } from 'urql';
import { errorCodeOf, tokenFaultOf } from '../error-code.ts';

interface Caller {
  readonly token: string | undefined;
  /** The tenant to work in, if it differs from that of the token. */
  readonly tenant?: string | undefined;
}

/** The position of a write in the log of the database. If it is sent back, a replica waits until it has the write. */
const positionHeader = 'clientele-position';

/**
 * Calls the gateway. Nothing is cached, so that no response, and no secret in one, outlives its page.
 *
 * @param onUnauthenticated is called when the gateway refuses the token, with the failed check.
 */
export function openClient(
  { token, tenant }: Caller,
  onUnauthenticated: (fault: string | undefined) => void,
): Client {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(tenant !== undefined && { 'x-tenant-id': tenant }),
  };
  return new Client({
    url: '/graphql',
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (errorCodeOf(error) === 'UNAUTHENTICATED') onUnauthenticated(tokenFaultOf(error));
        },
      }),
      fetchExchange,
    ],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetch: fetchAfterOwnWrites(),
    fetchOptions: { headers, credentials: 'omit', redirect: 'error' },
  });
}

function fetchAfterOwnWrites(): typeof fetch {
  let position: string | null = null;
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (position !== null) headers.set(positionHeader, position);
    const response = await fetch(input, { ...init, headers });
    position = response.headers.get(positionHeader) ?? position;
    return response;
  };
}
