import { useChange } from '../change.ts';
import { RestoreOAuthClientDocument } from '../document.ts';
import { Failure } from '../failure.tsx';
import { useText } from '../language.tsx';
import { useNotices } from '../notice.tsx';
import { Page } from '../page.tsx';
import { ClientAudit } from './client-audit.tsx';
import { WayBack } from './way-back.tsx';

interface MissingClientProps {
  readonly clientId: string;
  readonly revision: number;
  readonly reload: () => void;
}

/** A client that is not there: it may have been deleted, and then its trail tells and it may be brought back. */
export function MissingClient({ clientId, revision, reload }: MissingClientProps) {
  const { client: text } = useText();
  const { announce } = useNotices();
  const restore = useChange(RestoreOAuthClientDocument);
  const bringBack = async () => {
    const restored = await restore.run({ input: { clientId } });
    if (restored) announce(text.restored(restored.client.name));
    reload();
  };
  return (
    <Page title={text.missing} above={<WayBack />}>
      <div className="card stack">
        <p>
          <code>{clientId}</code>
        </p>
        <p>{text.missingAdvice}</p>
        <Failure error={restore.error} refusal={restore.refusal} right="delete" />
        <div>
          <button type="button" disabled={restore.isBusy} onClick={bringBack}>
            {text.restore}
          </button>
        </div>
      </div>
      <ClientAudit clientId={clientId} revision={revision} />
    </Page>
  );
}
