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
import { givenText } from '../given.tsx';
import { useText } from '../language.tsx';
import { mayLeave } from '../leave-guard.tsx';
import { checkToken, type SignInProblem } from './check-token.ts';
import { exchangeCode } from './exchange-code.ts';
import { openClient } from './gateway-client.ts';
import { deskOf, type Session, sessionOf } from './session-of.ts';

interface SessionState {
  readonly session: Session | undefined;
  /** The gateway takes the token no more. The pages stay, so that nothing that was typed is lost. */
  readonly isOver: boolean;
  /** The check that the token failed, as the gateway names it. */
  readonly fault: string | undefined;
  /** The code of the page's address is being exchanged and its token checked. */
  readonly isChecking: boolean;
  /** Why the code of the page's address did not sign in. */
  readonly problem: SignInProblem | undefined;
  /** Tries the code of the page's address again; `undefined` where that cannot help. */
  readonly retry: (() => void) | undefined;
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
  readonly children: ReactNode;
}

export function SessionProvider({ children }: SessionProviderProps) {
  const [token, setToken] = useState<string>();
  const [tenant, setTenant] = useState<string>();
  // The token that is over and not a mere flag: the answer to a request that went out with an older one ends no newer one.
  const [ended, setEnded] = useState<{ readonly token: string; readonly fault: string | undefined }>();
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
  const { isChecking, problem, retry } = useCodeOfAddress(latest, signIn);

  const client = useMemo(
    () =>
      openClient(
        { token, tenant: session?.maySwitchTenant ? tenant : undefined },
        (fault) => token !== undefined && setEnded({ token, fault }),
      ),
    [token, tenant, session],
  );
  const isOver = token !== undefined && ended?.token === token;
  const fault = isOver ? ended.fault : undefined;
  const state = useMemo(
    () => ({ session, isOver, fault, isChecking, problem, retry, signIn, signOut, chooseTenant }),
    [session, isOver, fault, isChecking, problem, retry, signIn, signOut, chooseTenant],
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

/** What is left to try: the code, or the token that the gateway gave for it. */
type Given = { readonly kind: 'code' | 'token'; readonly text: string };

/**
 * Signs in with the one-time code of the link that the gateway prints. A fragment with a token is ignored: a link from a stranger
 * must not sign a visitor in under the stranger's name. Where somebody is signed in already, it asks first.
 */
function useCodeOfAddress(latest: Latest, signIn: SignIn) {
  const { signIn: text } = useText();
  const [isChecking, setChecking] = useState(() => codeInAddress() !== undefined);
  const [failure, setFailure] = useState<{ readonly problem: SignInProblem; readonly given: Given }>();
  const taken = useRef<string>(undefined);
  const mayTake = ({ subject, tenant }: Session) =>
    latest.current.session === undefined || confirm(text.replace(givenText(subject), givenText(tenant)));
  const take = async (given: Given) => {
    setChecking(true);
    const found = await trySignIn(given, (token) => signIn(token, mayTake));
    // Whoever works on does not hear of a token that they did not ask for, not later either.
    setFailure(latest.current.session === undefined ? found : undefined);
    setChecking(false);
  };
  const takeFromAddress = useEffectEvent(() => {
    const code = codeInAddress();
    if (code === undefined || code === taken.current) return;
    taken.current = code;
    void take({ kind: 'code', text: code });
  });
  useEffect(() => {
    // A link that is opened where the console is open already changes the fragment alone.
    const takeAgain = () => takeFromAddress();
    takeFromAddress();
    addEventListener('hashchange', takeAgain);
    return () => removeEventListener('hashchange', takeAgain);
  }, []);
  const retry = failure?.problem.kind === 'failed' ? () => void take(failure.given) : undefined;
  return { isChecking, problem: failure?.problem, retry };
}

/** @returns why it did not work, and what to try again with: a code that was exchanged is used up, and its token is not. */
async function trySignIn(given: Given, signIn: (token: string) => Promise<SignInProblem | undefined>) {
  const exchanged = given.kind === 'code' ? await exchangeCode(given.text) : undefined;
  if (exchanged?.kind === 'problem') {
    if (exchanged.problem.kind === 'code') forgetCode();
    return { problem: exchanged.problem, given };
  }
  forgetCode();
  const token = exchanged?.token ?? given.text;
  const problem = await signIn(token);
  return problem && { problem, given: { kind: 'token', text: token } as const };
}

/** The fragment of an address reaches no server. */
function codeInAddress(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined;
}

/** A used code stays in no history. One that could not be exchanged yet stays in the address, so that a reload tries it again. */
function forgetCode(): void {
  if (codeInAddress() !== undefined)
    history.replaceState(history.state, '', location.pathname + location.search);
}
