import { useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { OAuthClientSecretsDocument } from '../document.ts';
import { Failure } from '../element/failure.tsx';
import { useGuard } from '../element/missing-rights.tsx';
import type { IssuedSecret } from '../element/secret-once.tsx';
import { useText } from '../language.tsx';
import { AddSecretDialog } from './dialog/add-secret-dialog.tsx';
import type { SecretToShow } from './dialog/dialog-props.ts';
import { EndSecretDialog } from './dialog/end-secret-dialog.tsx';
import { RotateSecretDialog } from './dialog/rotate-secret-dialog.tsx';
import { SecretCard } from './secret-card.tsx';
import type { OAuthClient, StoredSecret } from './stored-client.ts';

interface SecretListProps {
  readonly client: OAuthClient;
  readonly revision: number;
  readonly reload: () => void;
  readonly show: (secret: SecretToShow) => void;
}

type Open =
  | { readonly kind: 'add' | 'rotate' }
  | { readonly kind: 'deactivate' | 'delete'; readonly secret: StoredSecret };

/** The secrets of a client with their actions. */
export function SecretList({ client, revision, reload, show }: SecretListProps) {
  const { client: text, secret: say } = useText();
  const guard = useGuard()('rotate');
  const context = useMemo(() => ({ revision }), [revision]);
  const variables = { clientId: client.clientId };
  const [{ data, error }] = useQuery({ query: OAuthClientSecretsDocument, variables, context });
  const [open, setOpen] = useState<Open>();
  const usesSecret = client.clientAuthMethods.some((method) => method.startsWith('CLIENT_SECRET'));
  const secrets = data?.oauthClient?.secrets ?? [];
  const close = () => setOpen(undefined);
  const title = useRef<HTMLHeadingElement>(null);
  const closeAndReload = () => {
    reload();
    close();
    // The button with the focus may have disappeared with its secret.
    requestAnimationFrame(() => title.current?.focus());
  };
  const common = { client, onClose: close, onReload: closeAndReload };
  const showIssued = (issued: IssuedSecret) => {
    show({ issued, clientId: client.clientId });
    closeAndReload();
  };
  return (
    <section className="card stack" aria-labelledby="secrets">
      <div className="row spread">
        <h2 id="secrets" ref={title} tabIndex={-1}>
          {say.title}
        </h2>
        {usesSecret && (
          <div className="row">
            <button type="button" {...guard} onClick={() => setOpen({ kind: 'rotate' })}>
              {say.rotate}
            </button>
            <button type="button" {...guard} onClick={() => setOpen({ kind: 'add' })}>
              {say.add}
            </button>
          </div>
        )}
      </div>
      {!usesSecret && <p>{say.unused[unusedReason(client)]}</p>}
      <Failure error={error} onRetry={reload} />
      {usesSecret && data && secrets.length === 0 && <p className="quiet">{text.none}</p>}
      {secrets.length > 0 && (
        <ul className="secrets">
          {secrets.toReversed().map((secret) => (
            <li key={secret.secretId}>
              <SecretCard
                secret={secret}
                onDeactivate={() => setOpen({ kind: 'deactivate', secret })}
                onDelete={() => setOpen({ kind: 'delete', secret })}
              />
            </li>
          ))}
        </ul>
      )}
      {open?.kind === 'add' && <AddSecretDialog {...common} onIssued={showIssued} />}
      {open?.kind === 'rotate' && <RotateSecretDialog {...common} onIssued={showIssued} />}
      {(open?.kind === 'deactivate' || open?.kind === 'delete') && (
        <EndSecretDialog {...common} kind={open.kind} secret={open.secret} />
      )}
    </section>
  );
}

/** The credential of a client that does not use secrets. */
function unusedReason({ clientAuthMethods, jwksUri }: OAuthClient) {
  if (clientAuthMethods.includes('TLS_CLIENT_AUTH')) return 'certificate';
  if (clientAuthMethods.every((method) => method === 'NONE')) return 'public';
  return jwksUri ? 'keysElsewhere' : 'keys';
}
