import { Link } from 'wouter';
import { useChange } from '../change.ts';
import { RestoreOAuthClientDocument } from '../document.ts';
import { Failure } from '../failure.tsx';
import { Sentence } from '../given.tsx';
import { Instant } from '../instant.tsx';
import { useText } from '../language.tsx';
import { useNotices } from '../notice.tsx';
import { tellRestored } from '../restored.ts';

interface UndoDeleteProps {
  readonly clientId: string;
  readonly name: string;
  /** After it the client is erased. */
  readonly restorableUntil: string;
  readonly onRestored: () => void;
}

/** Says that a client is gone and until when it can come back. */
export function UndoDelete({ clientId, name, restorableUntil, onRestored }: UndoDeleteProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const change = useChange(RestoreOAuthClientDocument);
  const undo = async () => {
    if (!(await change.run({ input: { clientId } }))) return;
    tellRestored();
    onRestored();
    // A link and no navigation: the notice stands on every page, and something may be half typed on this one.
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
