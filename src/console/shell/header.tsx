import { useId, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Given, Sentence } from '../element/given.tsx';
import { LanguageChoice, useText } from '../language.tsx';
import { useSession } from '../session/session.tsx';
import type { Session } from '../session/session-of.ts';
import { ThemeChoice } from '../theme.tsx';
import { TenantChoice } from './tenant-choice.tsx';
import { TimeLeft } from './time-left.tsx';

export function Header({ session }: { readonly session: Session }) {
  const { shell: text } = useText();
  const { signOut } = useSession();
  const [location] = useLocation();
  const panel = useRef<HTMLElement>(null);
  const panelId = useId();
  const isAway = session.tenant !== session.homeTenant;
  return (
    <header className="bar">
      <button type="button" className="skip" onClick={skipToMain}>
        {text.skip}
      </button>
      <Link className="brand" href="/">
        <span className="mark" aria-hidden="true" />
        Clientele
      </Link>
      <nav aria-label={text.navigation}>
        <Link href="/" aria-current={location === '/' ? 'page' : location !== '/activity' || undefined}>
          {text.clients}
        </Link>
        <Link href="/activity" aria-current={location === '/activity' ? 'page' : undefined}>
          {text.activity}
        </Link>
      </nav>
      <div className="row who">
        {session.end && <TimeLeft end={session.end} />}
        <button type="button" className="account" popoverTarget={panelId}>
          <span className="badge" data-tone={isAway ? 'warn' : 'accent'}>
            <span className="visually-hidden">{text.tenant}</span> <Given text={session.tenant} />
          </span>
          <span className="account-name">
            <Given text={session.subject} />
          </span>
          <span aria-hidden="true">▾</span>
        </button>
      </div>
      <section ref={panel} id={panelId} popover="auto" className="panel" aria-label={text.account}>
        <dl className="facts">
          <dt>{text.subject}</dt>
          <dd>
            <Given text={session.subject} max={255} />
          </dd>
          <dt>{text.tenant}</dt>
          <dd>
            {isAway ? (
              <Sentence say={text.away} given={[session.tenant, session.homeTenant]} />
            ) : (
              <Given text={session.tenant} max={255} />
            )}
          </dd>
        </dl>
        {session.maySwitchTenant && (
          <TenantChoice
            key={session.tenant}
            session={session}
            onChosen={() => panel.current?.hidePopover()}
          />
        )}
        <LanguageChoice />
        <ThemeChoice />
        <button type="button" onClick={signOut}>
          {text.signOut}
        </button>
      </section>
    </header>
  );
}

function skipToMain(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
