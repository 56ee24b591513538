import { type ReactNode, useEffect, useRef } from 'react';

interface PageProps {
  /** Also the title of the tab and of the history entry. */
  readonly title: string;
  /** Default: the title. */
  readonly heading?: ReactNode;
  /** Shown above the title: breadcrumbs. */
  readonly above?: ReactNode;
  /** Shown below the title: a summary. */
  readonly below?: ReactNode;
  /** Actions of the page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the console. Its heading gets the focus, so that keyboard and screen reader users start at the top. */
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
