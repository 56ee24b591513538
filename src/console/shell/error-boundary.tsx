import { Component, type ReactNode } from 'react';
import { Page } from '../element/page.tsx';
import { useText } from '../language.tsx';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Limits an exception in one page to that page: the token and the other pages stay. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return <Fault onRetry={() => this.setState({ hasFailed: false })} />;
  }
}

function Fault({ onRetry }: { readonly onRetry: () => void }) {
  const { shell: text } = useText();
  return (
    <Page title={text.fault}>
      <p>{text.faultAdvice}</p>
      <div>
        <button type="button" onClick={onRetry}>
          {text.faultRetry}
        </button>
      </div>
    </Page>
  );
}
