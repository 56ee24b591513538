import { Client, fetchExchange, mapExchange } from 'urql';
import { errorCodeOf, tokenFaultOf } from '../error-code.ts';

interface Caller {
  readonly token: string | undefined;
  /** The tenant to work in, where it is another one than the token's. */
  readonly tenant?: string | undefined;
}

/** Of a write: where it stands in the log of the database. Sent back, it has a replica wait until it can show that write. */
const positionHeader = 'clientele-position';

/**
 * Calls the gateway. Nothing is cached, so that no answer, least of all one with a secret, outlives its page.
 *
 * @param onUnauthenticated is called when the gateway refuses the token, with the check that it failed.
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
