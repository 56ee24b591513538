import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { ActivityPage } from './audit/activity-page.tsx';
import { ClientPage } from './client/client-page.tsx';
import { NoticesProvider } from './element/notice.tsx';
import { Page } from './element/page.tsx';
import { CreateClientPage } from './form/create-client-page.tsx';
import { EditClientPage } from './form/edit-client-page.tsx';
import { useText } from './language.tsx';
import { ClientListPage } from './list/client-list-page.tsx';
import { useSession } from './session/session.tsx';
import { deskOf } from './session/session-of.ts';
import { SignIn, SignInAgain } from './session/sign-in.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Header } from './shell/header.tsx';

/** The path prefix of the pages: the server responds with the console to `/console` and everything below it. */
const base = '/console';

export function App() {
  const { session, isOver } = useSession();
  if (session === undefined) return <SignIn />;
  return (
    <Router base={base}>
      <NoticesProvider key={deskOf(session)}>
        <Header session={session} />
        <Pages />
      </NoticesProvider>
      {isOver && <SignInAgain />}
    </Router>
  );
}

function Pages() {
  const [location] = useLocation();
  return (
    <ErrorBoundary key={location}>
      <Switch>
        <Route path="/" component={ClientListPage} />
        <Route path="/activity" component={ActivityPage} />
        <Route path="/new" component={CreateClientPage} />
        <Route path="/clients/:clientId/edit">
          {({ clientId }) => <EditClientPage clientId={clientId} />}
        </Route>
        <Route path="/clients/:clientId">{({ clientId }) => <ClientPage clientId={clientId} />}</Route>
        <Route component={NotFound} />
      </Switch>
    </ErrorBoundary>
  );
}

function NotFound() {
  const { shell: text } = useText();
  return (
    <Page title={text.notFound}>
      <p>
        <Link href="/">{text.toClients}</Link>
      </p>
    </Page>
  );
}
