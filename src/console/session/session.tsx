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
import { givenText } from '../element/given.tsx';
import { mayLeave } from '../element/leave-guard.tsx';
import { useText } from '../language.tsx';
import { checkToken, type SignInProblem } from './check-token.ts';
import { exchangeCode } from './exchange-code.ts';
import { openClient } from './gateway-client.ts';
import { deskOf, type Session, sessionOf } from './session-of.ts';

interface SessionState {
  readonly session: Session | undefined;
  /** The gateway no longer accepts the token. The pages stay, so that input is not lost. */
  readonly isOver: boolean;
  /** The failed check of the token. */
  readonly fault: string | undefined;
  /** Whether the code of the address is being exchanged and its token checked. */
  readonly isChecking: boolean;
  /** The reason why the code of the address did not sign in. */
  readonly problem: SignInProblem | undefined;
  /** Retries the code of the address; `undefined` if that cannot help. */
  readonly retry: (() => void) | undefined;
  /** @returns the reason why the token is not used; undefined if it is, or if the person signed out meanwhile. */
  readonly signIn: (token: string) => Promise<SignInProblem | undefined>;
  readonly signOut: () => void;
  readonly chooseTenant: (tenant: string) => void;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

export function useSession(): SessionState {
  const state = use(SessionContext);
  if (state === undefined) throw new Error('This component must be rendered inside SessionProvider.');
  return state;
}

/** Asks about a token that the gateway accepts. */
type MayTake = (offered: Session) => boolean;

interface SessionProviderProps {
  readonly children: ReactNode;
}

export function SessionProvider({ children }: SessionProviderProps) {
  const [token, setToken] = useState<string>();
  const [tenant, setTenant] = useState<string>();
  // The expired token instead of a flag: the response to a request with an older token must not end a newer session.
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

/** The input of a retry: the code, or the token that the gateway returned for it. */
type Given = { readonly kind: 'code' | 'token'; readonly text: string };

/**
 * Signs in with the one-time code of the link that the gateway prints. A fragment with a token is ignored: a link of a
 * stranger must not sign a visitor in under the stranger's name. During a session it asks first.
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
    // During a session, a failed sign-in by a link that the person did not request is not shown, nor later.
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
    // Opening a link while the console is open changes only the fragment.
    const takeAgain = () => takeFromAddress();
    takeFromAddress();
    addEventListener('hashchange', takeAgain);
    return () => removeEventListener('hashchange', takeAgain);
  }, []);
  const retry = failure?.problem.kind === 'failed' ? () => void take(failure.given) : undefined;
  return { isChecking, problem: failure?.problem, retry };
}

/** @returns the reason of a failure, and the input of a retry: an exchanged code is used up, but its token is not. */
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

/** Browsers do not send the fragment of an address to servers. */
function codeInAddress(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined;
}

/**
 * A used code is removed from the history. A code that could not be exchanged yet stays in the address, so that a reload
 * retries it.
 */
function forgetCode(): void {
  if (codeInAddress() !== undefined)
    history.replaceState(history.state, '', location.pathname + location.search);
}
