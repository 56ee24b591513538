import { useRef, useState } from 'react';
import { type CombinedError, useQuery } from 'urql';
import { Link, useLocation } from 'wouter';
import { useChange } from '../change.ts';
import { OAuthClientDocument, UpdateOAuthClientDocument } from '../document.ts';
import { Failure, isVersionConflict } from '../element/failure.tsx';
import { givenText, Sentence } from '../element/given.tsx';
import { useLeaveGuard } from '../element/leave-guard.tsx';
import { useNotices } from '../element/notice.tsx';
import { Page } from '../element/page.tsx';
import { type IssuedSecret, SecretOnce } from '../element/secret-once.tsx';
import { mayHaveWritten } from '../error-code.ts';
import { useText } from '../language.tsx';
import { ClientForm } from './client-form.tsx';
import { Conflict } from './draft/conflict.tsx';
import { type Draft, draftOf, type Field, type StoredClient } from './draft/draft.ts';
import { changesOf } from './draft/draft-change.ts';
import { useFormState } from './form-state.tsx';
import { useFormText } from './form-text.tsx';

/** Changes a client. */
export function EditClientPage({ clientId }: { readonly clientId: string }) {
  const { edit: text } = useFormText();
  const [{ data, error }, read] = useQuery({ query: OAuthClientDocument, variables: { clientId } });
  const [client, setClient] = useState<StoredClient>();
  // The input is based on the client as it was opened; a later read must not remove it.
  if (client === undefined && data?.oauthClient) setClient(data.oauthClient);
  if (client !== undefined) return <Edit opened={client} />;
  const isMissing = data !== undefined && !error;
  return (
    <Page key={String(isMissing)} title={isMissing ? text.missing : text.loading}>
      <Failure error={error} onRetry={() => read({ requestPolicy: 'network-only' })} />
    </Page>
  );
}

/** Sends a change, then shows the secret that it issued or leaves the page. */
function useSave(base: StoredClient) {
  const { client: say } = useText();
  const { announce } = useNotices();
  const [, navigate] = useLocation();
  const change = useChange(UpdateOAuthClientDocument);
  const isSending = useRef(false);
  const [sent, setSent] = useState<{ readonly draft: Draft; readonly version: number }>();
  const [issued, setIssued] = useState<IssuedSecret>();
  const { clientId, version } = base;
  const page = `/clients/${encodeURIComponent(clientId)}`;

  const leaveSaved = (name: string) => {
    announce(<Sentence say={say.saved} given={[name]} />);
    navigate(page);
  };

  const save = async (draft: Draft, changes: ReturnType<typeof changesOf>) => {
    // State updates apply after a render, so a double click would send twice.
    if (isSending.current) return true;
    isSending.current = true;
    setSent({ draft, version });
    const payload = await change.run({ input: { clientId, expectedVersion: version, ...changes } });
    isSending.current = false;
    if (payload === undefined) return false;
    if (payload.issuedSecret) setIssued(payload.issuedSecret);
    else leaveSaved(payload.client.name);
    return true;
  };
  return { change, save, sent, issued, leaveSaved, page };
}

function SaveFailure({ error }: { readonly error: CombinedError | undefined }) {
  const { edit: text } = useFormText();
  if (!error) return null;
  return (
    <>
      <Failure error={error} right="write" />
      {mayHaveWritten(error) && <p className="notice">{text.unsure}</p>}
    </>
  );
}

function Edit({ opened }: { readonly opened: StoredClient }) {
  const { edit: text, field, leave } = useFormText();
  const { mark } = useText();
  const [base, setBase] = useState(opened);
  const [initial] = useState(() => draftOf(opened));
  const { change, save, sent, issued, leaveSaved, page } = useSave(base);
  // `Conflict` shows version conflicts.
  const isStale = isVersionConflict(change.refusal);
  const refusal = isStale ? undefined : change.refusal;
  const form = useFormState({ draft: initial, isSeen: true, sent: sent?.draft, refusal });
  const changes = changesOf(base, form.draft);
  const changed = Object.keys(changes) as Field[];
  useLeaveGuard(changed.length > 0 && issued === undefined, leave);
  return (
    <Page
      title={text.title(givenText(base.name))}
      heading={<Sentence say={text.title} given={[base.name]} />}
      above={<Link href={page}>← {text.cancel}</Link>}
      below={<p className="quiet">{text.intro}</p>}
    >
      <ClientForm
        form={form}
        submitLabel={change.isBusy ? text.submitting : text.submit}
        isBusy={change.isBusy || issued !== undefined}
        isIdle={changed.length === 0}
        onSubmit={() => save(form.draft, changes)}
      >
        <Conflict
          base={base}
          isStale={isStale && sent?.version === base.version}
          form={form}
          onRebased={setBase}
        />
        {refusal && sent?.draft === form.draft && (
          <p className="notice" data-tone="bad">
            {text.refused}
          </p>
        )}
        <SaveFailure error={change.error} />
        <p className="quiet">
          {changed.length === 0
            ? text.unchanged
            : text.changed(changed.map((one) => field[one].label).join(mark.item))}
        </p>
      </ClientForm>
      {issued && (
        <SecretOnce issued={issued} clientId={base.clientId} onClose={() => leaveSaved(form.draft.name)} />
      )}
    </Page>
  );
}
