import { decodeJwt, type JWTPayload } from 'jose';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { Client, fetchExchange, Provider } from 'urql';

/** Who works here. The token is in the memory of the page and nowhere else. */
export interface Session {
  /** What the token says of its bearer; only the server verifies it. */
  readonly claims: JWTPayload;
}

interface SessionState {
  readonly session: Session | undefined;
  /** @returns whether the text can be a token at all. */
  readonly signIn: (token: string) => boolean;
  readonly signOut: () => void;
}

const SessionContext = createContext<SessionState>({
  session: undefined,
  signIn: () => false,
  signOut: () => {},
});

export function useSession(): SessionState {
  return use(SessionContext);
}

/** In development the printed link carries a token in its fragment, which no server sees and no history keeps. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [token, setToken] = useState(takeTokenFromAddress);
  const state = useMemo<SessionState>(() => {
    const claims = token === undefined ? undefined : readClaims(token);
    return {
      session: claims && { claims },
      signIn: (given) => {
        if (readClaims(given) === undefined) return false;
        setToken(given);
        return true;
      },
      signOut: () => setToken(undefined),
    };
  }, [token]);
  const client = useMemo(() => openClient(token), [token]);
  return (
    <SessionContext value={state}>
      <Provider value={client}>{children}</Provider>
    </SessionContext>
  );
}

/** Nothing is cached, so that no answer, least of all one with a secret, outlives its page. */
function openClient(token: string | undefined): Client {
  return new Client({
    url: '/graphql',
    exchanges: [fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'network-only',
    fetchOptions: token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  });
}

function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (token !== undefined) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

function readClaims(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}
