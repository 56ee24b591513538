import { Client, fetchExchange, mapExchange } from 'urql';
import { errorCodeOf } from '../failure.tsx';

interface Caller {
  readonly token: string | undefined;
  /** The tenant to work in, where it is another one than the token's. */
  readonly tenant?: string | undefined;
}

/**
 * Calls the gateway. Nothing is cached, so that no answer, least of all one with a secret, outlives its page.
 *
 * @param onUnauthenticated is told when the gateway does not take the token.
 */
export function openClient({ token, tenant }: Caller, onUnauthenticated: () => void): Client {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(tenant !== undefined && { 'x-tenant-id': tenant }),
  };
  return new Client({
    url: '/graphql',
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (errorCodeOf(error) === 'UNAUTHENTICATED') onUnauthenticated();
        },
      }),
      fetchExchange,
    ],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: { headers, credentials: 'omit', redirect: 'error' },
  });
}
