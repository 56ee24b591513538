import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../change.ts';
import { CreateOAuthClientDocument } from '../document.ts';
import { Failure } from '../element/failure.tsx';
import { Sentence } from '../element/given.tsx';
import { useLeaveGuard } from '../element/leave-guard.tsx';
import { useNotices } from '../element/notice.tsx';
import { Page } from '../element/page.tsx';
import { type IssuedSecret, SecretOnce } from '../element/secret-once.tsx';
import { mayHaveWritten } from '../error-code.ts';
import { useText } from '../language.tsx';
import { ClientForm } from './client-form.tsx';
import { useAttempt } from './draft/attempt.tsx';
import { type Draft, emptyDraft, inputOf } from './draft/draft.ts';
import { useFormState } from './form-state.tsx';
import { useFormText } from './form-text.tsx';

interface Created {
  readonly clientId: string;
  /** Undefined if an earlier attempt registered the client: its secret is not shown again. */
  readonly issued: IssuedSecret | undefined;
}

/** Registers a client. */
export function CreateClientPage() {
  const { create: text, leave } = useFormText();
  const { client: say } = useText();
  const { announce } = useNotices();
  const [, navigate] = useLocation();
  const change = useChange(CreateOAuthClientDocument);
  const keyOf = useAttempt();
  const isSending = useRef(false);
  const [sent, setSent] = useState<Draft>();
  const [created, setCreated] = useState<Created>();
  const form = useFormState({ draft: emptyDraft, isSeen: false, sent, refusal: change.refusal });
  useLeaveGuard(form.draft !== emptyDraft && created === undefined, leave);
  const open = (clientId: string) => navigate(`/clients/${encodeURIComponent(clientId)}`);

  const register = async () => {
    // The rendered state is one click behind.
    if (isSending.current) return true;
    isSending.current = true;
    setSent(form.draft);
    const input = inputOf(form.draft);
    const payload = await change.run({ input, idempotencyKey: keyOf(input, change.refusal !== undefined) });
    isSending.current = false;
    if (payload === undefined) return false;
    const { client, issuedSecret, replayed } = payload;
    if (issuedSecret || replayed)
      setCreated({ clientId: client.clientId, issued: issuedSecret ?? undefined });
    else {
      announce(<Sentence say={say.registered} given={[client.name]} />);
      open(client.clientId);
    }
    return true;
  };

  if (created !== undefined && created.issued === undefined)
    return <Replayed onOpen={() => open(created.clientId)} />;
  return (
    <Page title={text.title} below={<p className="quiet">{text.intro}</p>}>
      <ClientForm
        form={form}
        isNew
        submitLabel={change.isBusy ? text.submitting : text.submit}
        isBusy={change.isBusy || created !== undefined}
        onSubmit={register}
      >
        {change.refusal && sent === form.draft && (
          <p className="notice" data-tone="bad">
            {text.refused}
          </p>
        )}
        {change.error && (
          <>
            <Failure error={change.error} right="write" />
            {mayHaveWritten(change.error) && <p className="notice">{text.unsure}</p>}
          </>
        )}
      </ClientForm>
      {created?.issued && (
        <SecretOnce
          issued={created.issued}
          clientId={created.clientId}
          onClose={() => open(created.clientId)}
        />
      )}
    </Page>
  );
}

function Replayed({ onOpen }: { readonly onOpen: () => void }) {
  const { create: text } = useFormText();
  return (
    <Page title={text.replayedTitle}>
      <div className="notice" data-tone="warn">
        <p>{text.replayed}</p>
        <div>
          <button type="button" className="primary" onClick={onOpen}>
            {text.open}
          </button>
        </div>
      </div>
    </Page>
  );
}
