import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  /** Also what the browser's tab and history say. */
  readonly title: string;
  /** Default: the title. */
  readonly heading?: ReactNode;
  /** What stands above the title: the way back. */
  readonly above?: ReactNode;
  /** What stands below it, as what is known at a glance. */
  readonly below?: ReactNode;
  /** What can be done with what the page shows. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the console. Its heading takes the focus, so that keyboards and screen readers begin at its beginning. */
export function Page({ title, heading: shown = title, above, below, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Clientele`;
  }, [title]);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <main id="main" className="stack page">
      {above}
      <header className="page-head">
        <div className="stack tight">
          <h1 ref={heading} tabIndex={-1}>
            {shown}
          </h1>
          {below}
        </div>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </main>
  );
}
