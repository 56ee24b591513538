import { Link } from 'wouter';
import { useChange } from '../change.ts';
import { RestoreOAuthClientDocument } from '../document.ts';
import { Failure } from '../element/failure.tsx';
import { Sentence } from '../element/given.tsx';
import { Instant } from '../element/instant.tsx';
import { useNotices } from '../element/notice.tsx';
import { useText } from '../language.tsx';
import { tellRestored } from '../restored.ts';

interface UndoDeleteProps {
  readonly clientId: string;
  readonly name: string;
  /** The time after which the client is erased. */
  readonly restorableUntil: string;
  readonly onRestored: () => void;
}

/** Reports that a client was deleted, and until when it can be restored. */
export function UndoDelete({ clientId, name, restorableUntil, onRestored }: UndoDeleteProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const change = useChange(RestoreOAuthClientDocument);
  const undo = async () => {
    if (!(await change.run({ input: { clientId } }))) return;
    tellRestored();
    onRestored();
    // A link without navigation: the notice is shown on every page, and the current page may have unsaved input.
    announce(
      <>
        <Sentence say={text.restored} given={[name]} />{' '}
        <Link href={`/clients/${encodeURIComponent(clientId)}`}>{text.open}</Link>
      </>,
    );
  };
  return (
    <div className="stack tight">
      <p>
        <strong>
          <Sentence say={text.deleted} given={[name]} />
        </strong>
      </p>
      <p>
        {text.restorableUntil} <Instant at={restorableUntil} />
      </p>
      <Failure error={change.error} refusal={change.refusal} right="delete" />
      <div>
        <button type="button" aria-disabled={change.isBusy} onClick={() => void (change.isBusy || undo())}>
          {text.undo}
        </button>
      </div>
    </div>
  );
}
