import type { JWTPayload } from 'jose';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { checkToken, endOf, readClaims, type SignInProblem } from './check-token.ts';
import { openClient } from './gateway-client.ts';

/** Who works here. The token is in the memory of the page and nowhere else. */
export interface Session {
  /** `sub` of the token. */
  readonly subject: string;
  /** The tenant whose clients are shown. */
  readonly tenant: string;
  /** The tenant of the token. */
  readonly homeTenant: string;
  /** Whether another tenant can be chosen; the gateway decides. */
  readonly maySwitchTenant: boolean;
  /** When the token ends; `undefined` when it does not say. */
  readonly end: Date | undefined;
}

interface SessionState {
  readonly session: Session | undefined;
  /** The gateway takes the token no more. The pages stay, so that nothing that was typed is lost. */
  readonly isOver: boolean;
  /** A token of the page's address is being checked. */
  readonly isChecking: boolean;
  /** Why the token of the page's address was not taken. */
  readonly problem: SignInProblem | undefined;
  /** @returns why the token is not good, or nothing when it is and the pages open. */
  readonly signIn: (token: string) => Promise<SignInProblem | undefined>;
  readonly signOut: () => void;
  readonly chooseTenant: (tenant: string) => void;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

export function useSession(): SessionState {
  const state = use(SessionContext);
  if (state === undefined) throw new Error('There is a session only below SessionProvider.');
  return state;
}

interface SessionProviderProps {
  /** What `takeTokenFromAddress` took. */
  readonly addressToken: string | undefined;
  readonly children: ReactNode;
}

export function SessionProvider({ addressToken, children }: SessionProviderProps) {
  const [token, setToken] = useState<string>();
  const [tenant, chooseTenant] = useState<string>();
  const [isOver, setOver] = useState(false);
  const [isChecking, setChecking] = useState(addressToken !== undefined);
  const [problem, setProblem] = useState<SignInProblem>();

  const signIn = useCallback(async (given: string) => {
    const found = await checkToken(given);
    if (found !== undefined) return found;
    setToken(given);
    setOver(false);
    setProblem(undefined);
    return undefined;
  }, []);
  const signOut = useCallback(() => {
    setToken(undefined);
    chooseTenant(undefined);
    setOver(false);
  }, []);

  useEffect(() => {
    const take = async (given: string | undefined) => {
      if (given === undefined) return;
      setChecking(true);
      setProblem(await signIn(given));
      setChecking(false);
    };
    // A link that is opened where the console is open already changes the fragment alone.
    const takeAgain = () => void take(takeTokenFromAddress());
    void take(addressToken);
    addEventListener('hashchange', takeAgain);
    return () => removeEventListener('hashchange', takeAgain);
  }, [addressToken, signIn]);

  const session = useMemo(() => token && sessionOf(token, tenant), [token, tenant]) || undefined;
  const client = useMemo(
    () => openClient({ token, tenant: session?.maySwitchTenant ? tenant : undefined }, () => setOver(true)),
    [token, tenant, session],
  );
  const state = useMemo(
    () => ({ session, isOver, isChecking, problem, signIn, signOut, chooseTenant }),
    [session, isOver, isChecking, problem, signIn, signOut],
  );
  return (
    <SessionContext value={state}>
      <Provider value={client}>{children}</Provider>
    </SessionContext>
  );
}

function sessionOf(token: string, chosen: string | undefined): Session {
  const claims = readClaims(token) ?? {};
  const homeTenant = typeof claims.tenant_id === 'string' ? claims.tenant_id : '';
  const maySwitchTenant = rolesOf(claims).includes('super_admin');
  return {
    subject: claims.sub ?? '',
    homeTenant,
    tenant: maySwitchTenant && chosen ? chosen : homeTenant,
    maySwitchTenant,
    end: endOf(claims),
  };
}

function rolesOf({ role, roles }: JWTPayload): unknown[] {
  return [role, ...(Array.isArray(roles) ? roles : [])];
}

/** In development the printed link carries a token in its fragment, which no server sees; the history forgets it here. */
export function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
