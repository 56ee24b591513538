import { Route, Router, Switch } from 'wouter';
import { useText } from './language.tsx';
import { useSession } from './session.tsx';
import { SignIn } from './sign-in.tsx';

/** Where the pages stand: what the server answers `/console` and everything below it with. */
const base = '/console';

export function App() {
  const { session } = useSession();
  const text = useText();
  if (session === undefined) return <SignIn />;
  return (
    <Router base={base}>
      <Switch>
        <Route>{text.notFound}</Route>
      </Switch>
    </Router>
  );
}
