import { useCallback, useMemo, useState } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { OAuthClientDocument } from '../document.ts';
import { Failure } from '../element/failure.tsx';
import { Given, givenText } from '../element/given.tsx';
import { MissingRights } from '../element/missing-rights.tsx';
import { Page } from '../element/page.tsx';
import { SecretOnce } from '../element/secret-once.tsx';
import { StatusBadge } from '../element/status-badge.tsx';
import { useText } from '../language.tsx';
import { ClientActions } from './client-actions.tsx';
import { ClientAudit } from './client-audit.tsx';
import { ClientFacts } from './client-facts.tsx';
import type { SecretToShow } from './dialog/dialog-props.ts';
import { KeyList } from './key-list.tsx';
import { MissingClient } from './missing-client.tsx';
import { SecretList } from './secret-list.tsx';
import type { OAuthClient } from './stored-client.ts';
import { WayBack } from './way-back.tsx';

/** A client with its secrets, keys and audit events. */
export function ClientPage({ clientId }: { readonly clientId: string }) {
  // Above everything that depends on the loaded client: if the client is deleted meanwhile, its new secret must still be
  // shown.
  const [secret, show] = useState<SecretToShow>();
  const close = () => {
    show(undefined);
    secret?.onStored?.();
  };
  return (
    <>
      <Client clientId={clientId} show={show} />
      {secret && <SecretOnce issued={secret.issued} clientId={secret.clientId} onClose={close} />}
    </>
  );
}

interface ClientProps {
  readonly clientId: string;
  readonly show: (secret: SecretToShow) => void;
}

function Client({ clientId, show }: ClientProps) {
  const { client: text, list } = useText();
  const [revision, setRevision] = useState(0);
  const reload = useCallback(() => setRevision((old) => old + 1), []);
  const context = useMemo(() => ({ revision }), [revision]);
  const [{ data, error }] = useQuery({ query: OAuthClientDocument, variables: { clientId }, context });
  const [last, setLast] = useState<OAuthClient>();
  if (data?.oauthClient && data.oauthClient !== last) setLast(data.oauthClient);
  if (data?.oauthClient === null && !error) {
    return <MissingClient clientId={clientId} revision={revision} reload={reload} />;
  }
  // A failed reload must not remove the displayed client.
  const client = data?.oauthClient ?? last;
  if (client) {
    return <Shown client={client} revision={revision} reload={reload} error={error} show={show} />;
  }
  return (
    <Page title={error ? text.title : list.loading} above={<WayBack />}>
      <Failure error={error} onRetry={reload} />
    </Page>
  );
}

interface ShownProps {
  readonly client: OAuthClient;
  readonly revision: number;
  readonly reload: () => void;
  /** The reason of a failed reload. */
  readonly error: CombinedError | undefined;
  readonly show: (secret: SecretToShow) => void;
}

function Shown({ client, revision, reload, error, show }: ShownProps) {
  return (
    <Page
      title={givenText(client.name)}
      heading={<Given text={client.name} max={255} />}
      above={<WayBack />}
      below={
        <div>
          <StatusBadge status={client.status} />
        </div>
      }
      actions={<ClientActions client={client} reload={reload} show={show} />}
    >
      <MissingRights needed={['write', 'rotate', 'delete']} />
      <Failure error={error} onRetry={reload} />
      <div className="client">
        <div className="stack">
          <ClientFacts client={client} />
          <SecretList client={client} revision={revision} reload={reload} show={show} />
          <KeyList client={client} />
        </div>
        <ClientAudit clientId={client.clientId} revision={revision} />
      </div>
    </Page>
  );
}
