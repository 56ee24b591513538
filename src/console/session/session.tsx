import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Provider } from 'urql';
import { useText } from '../language.tsx';
import { mayLeave } from '../leave-guard.tsx';
import { checkToken, type SignInProblem } from './check-token.ts';
import { openClient } from './gateway-client.ts';
import { deskOf, type Session, sessionOf } from './session-of.ts';

interface SessionState {
  readonly session: Session | undefined;
  /** The gateway takes the token no more. The pages stay, so that nothing that was typed is lost. */
  readonly isOver: boolean;
  /** A token of the page's address is being checked. */
  readonly isChecking: boolean;
  /** Why the token of the page's address was not taken. */
  readonly problem: SignInProblem | undefined;
  /** @returns why the token is not taken; nothing when it is and the pages open, or when somebody has signed out meanwhile. */
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

/** Asked about a token that the gateway takes. */
type MayTake = (offered: Session) => boolean;

interface SessionProviderProps {
  /** What `takeTokenFromAddress` took. */
  readonly addressToken: string | undefined;
  readonly children: ReactNode;
}

export function SessionProvider({ addressToken, children }: SessionProviderProps) {
  const [token, setToken] = useState<string>();
  const [tenant, setTenant] = useState<string>();
  // The token that is over and not a mere flag: the answer to a request that went out with an older one ends no newer one.
  const [ended, setEnded] = useState<string>();
  const session = useMemo(() => token && sessionOf(token, tenant), [token, tenant]) || undefined;
  const latest = useRef({ token, tenant, session });
  useEffect(() => {
    latest.current = { token, tenant, session };
  });
  const signOuts = useRef(0);

  const signIn = useCallback(async (given: string, mayTake: MayTake = () => true) => {
    const before = signOuts.current;
    const found = await checkToken(given);
    if (signOuts.current !== before) return undefined;
    if (found !== undefined) return found;
    const { token: current, tenant: chosen, session: old } = latest.current;
    const offered = sessionOf(given, chosen);
    const isSameDesk = old === undefined || deskOf(old) === deskOf(offered);
    const isTaken = given === current || (mayTake(offered) && (isSameDesk || mayLeave()));
    if (!isTaken) return { kind: 'declined' } as const;
    setToken(given);
    setEnded(undefined);
    return undefined;
  }, []);
  const signOut = useCallback(() => {
    if (!mayLeave()) return;
    signOuts.current += 1;
    setToken(undefined);
    setTenant(undefined);
  }, []);
  const chooseTenant = useCallback((chosen: string) => {
    if (chosen !== latest.current.session?.tenant && mayLeave()) setTenant(chosen);
  }, []);
  const { isChecking, problem } = useTokenOfAddress(addressToken, latest, signIn);

  const client = useMemo(
    () => openClient({ token, tenant: session?.maySwitchTenant ? tenant : undefined }, () => setEnded(token)),
    [token, tenant, session],
  );
  const isOver = token !== undefined && ended === token;
  const state = useMemo(
    () => ({ session, isOver, isChecking, problem, signIn, signOut, chooseTenant }),
    [session, isOver, isChecking, problem, signIn, signOut, chooseTenant],
  );
  return (
    <SessionContext value={state}>
      <Provider value={client}>{children}</Provider>
    </SessionContext>
  );
}

interface Latest {
  readonly current: { readonly session: Session | undefined };
}
type SignIn = (token: string, mayTake: MayTake) => Promise<SignInProblem | undefined>;

/**
 * Signs in with the token of a link. Where somebody is signed in already it asks first: a link from a stranger must not have
 * them work under the stranger's name without knowing.
 */
function useTokenOfAddress(addressToken: string | undefined, latest: Latest, signIn: SignIn) {
  const { signIn: text } = useText();
  const [isChecking, setChecking] = useState(addressToken !== undefined);
  const [problem, setProblem] = useState<SignInProblem>();
  const mayTake = ({ subject, tenant }: Session) =>
    latest.current.session === undefined || confirm(text.replace(subject, tenant));
  const take = useEffectEvent(async (given: string | undefined) => {
    if (given === undefined) return;
    setChecking(true);
    const found = await signIn(given, mayTake);
    // Whoever works on does not hear of a token that they did not ask for, not later either.
    if (latest.current.session === undefined) setProblem(found);
    setChecking(false);
  });
  useEffect(() => {
    // A link that is opened where the console is open already changes the fragment alone.
    const takeAgain = () => void take(takeTokenFromAddress());
    void take(addressToken);
    addEventListener('hashchange', takeAgain);
    return () => removeEventListener('hashchange', takeAgain);
  }, [addressToken]);
  return { isChecking, problem };
}

/** In development the printed link carries a token in its fragment, which no server sees; the history forgets it here. */
export function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (token !== undefined) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}
