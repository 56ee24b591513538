import { useEffect, useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { OAuthClientDocument } from '../../document.ts';
import { Failure } from '../../element/failure.tsx';
import { Given } from '../../element/given.tsx';
import { useText } from '../../language.tsx';
import type { FormState } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { draftOf, type Field, fieldsOf, type StoredClient } from './draft.ts';
import { type Rebased, rebase } from './draft-change.ts';

interface ConflictProps {
  /** The version that the draft is based on. */
  readonly base: StoredClient;
  /** Whether the server has reported a newer version. */
  readonly isStale: boolean;
  readonly form: FormState;
  readonly onRebased: (newest: StoredClient) => void;
}

interface Settled extends Rebased {
  readonly newest: StoredClient;
}

/** Someone else saved first: loads their changes and keeps the input. */
export function Conflict({ base, isStale, form, onRebased }: ConflictProps) {
  const { edit: text } = useFormText();
  const gateway = useClient();
  const [settled, setSettled] = useState<Settled>();
  const [error, setError] = useState<CombinedError>();
  const [isGone, setGone] = useState(false);
  // Input during the loading counts as well.
  const draft = useRef(form.draft);
  useEffect(() => {
    draft.current = form.draft;
  });
  const loadNewest = async () => {
    const result = await gateway.query(OAuthClientDocument, { clientId: base.clientId }).toPromise();
    const newest = result.data?.oauthClient;
    setError(result.error);
    setGone(!newest && !result.error);
    if (!newest) return;
    const rebased = rebase(base, draft.current, newest);
    form.dispatch({ do: 'replace', draft: rebased.draft });
    setSettled({ ...rebased, newest });
    onRebased(newest);
  };
  if (!isStale) return settled && <Rebase settled={settled} />;
  return (
    <div className="notice" data-tone="warn" role="alert">
      <strong>{text.conflictTitle}</strong>
      <p>{isGone ? text.missing : text.conflict}</p>
      <Failure error={error} />
      <div>
        <button type="button" onClick={loadNewest}>
          {text.rebase}
        </button>
      </div>
    </div>
  );
}

/** The newest version, and the fields that both have changed. */
function Rebase({ settled: { newest, contested } }: { readonly settled: Settled }) {
  const { edit: text, field } = useFormText();
  const { mark } = useText();
  const theirs = fieldsOf(draftOf(newest));
  return (
    // Its button disappears with the question, and this is its result.
    <div ref={takeFocus} tabIndex={-1} className="notice" data-tone="warn" role="status">
      <p>{text.rebased}</p>
      {contested.length > 0 && (
        <>
          <p>{text.contested(contested.map((one) => field[one].label).join(mark.item))}</p>
          <dl className="preview">
            {contested.map((one) => (
              <div key={one}>
                <dt>
                  {text.theirs}
                  {mark.colon}
                  {field[one].label}
                </dt>
                <dd>
                  <code>
                    <Given text={said(theirs, one)} max={500} />
                  </code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

function said(fields: ReturnType<typeof fieldsOf>, field: Field): string {
  const value = fields[field];
  if (value === null) return '–';
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'object' ? Object.values(value).join(' ') : String(value);
}
