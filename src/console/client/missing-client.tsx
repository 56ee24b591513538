import { useChange } from '../change.ts';
import { RestoreOAuthClientDocument } from '../document.ts';
import { Failure } from '../element/failure.tsx';
import { Given, Sentence } from '../element/given.tsx';
import { MissingRights, useGuard } from '../element/missing-rights.tsx';
import { useNotices } from '../element/notice.tsx';
import { Page } from '../element/page.tsx';
import { useText } from '../language.tsx';
import { ClientAudit } from './client-audit.tsx';
import { WayBack } from './way-back.tsx';

interface MissingClientProps {
  readonly clientId: string;
  readonly revision: number;
  readonly reload: () => void;
}

/** A client that was not found. If it was deleted, its audit events are shown and it may be restored. */
export function MissingClient({ clientId, revision, reload }: MissingClientProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const guard = useGuard()('delete');
  const restore = useChange(RestoreOAuthClientDocument);
  const bringBack = async () => {
    const restored = await restore.run({ input: { clientId } });
    if (restored) announce(<Sentence say={text.restored} given={[restored.client.name]} />);
    reload();
  };
  return (
    <Page title={text.missing} above={<WayBack />}>
      <div className="card stack">
        <p>
          <code>
            <Given text={clientId} />
          </code>
        </p>
        <p>{text.missingAdvice}</p>
        <MissingRights needed={['delete']} />
        <Failure error={restore.error} refusal={restore.refusal} right="delete" />
        <div>
          <button type="button" {...guard} disabled={guard.disabled || restore.isBusy} onClick={bringBack}>
            {text.restore}
          </button>
        </div>
      </div>
      <ClientAudit clientId={clientId} revision={revision} />
    </Page>
  );
}
