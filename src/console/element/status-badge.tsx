import type { OAuthClientStatus } from '../document.ts';
import { useText } from '../language.tsx';

export function StatusBadge({ status }: { readonly status: OAuthClientStatus }) {
  const { client: text } = useText();
  return (
    <span className="badge" data-tone={status === 'ACTIVE' ? 'good' : 'warn'}>
      {text.statuses[status]}
    </span>
  );
}
