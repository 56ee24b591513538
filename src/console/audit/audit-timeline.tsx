import { Link } from 'wouter';
import type { EventFragment } from '../document.ts';
import { CopyButton } from '../element/copy-button.tsx';
import { Given, Sentence } from '../element/given.tsx';
import { Instant } from '../element/instant.tsx';
import { LoadMore } from '../element/load-more.tsx';
import { useLanguage, useText } from '../language.tsx';
import type { Pages } from '../paging.ts';
import { errorMessages, issueMessages } from '../text/message.ts';
import { ChangeTable } from './change-table.tsx';

interface AuditTimelineProps {
  readonly pages: Pages<EventFragment>;
  /** Whether each event names its client. */
  readonly showClient?: boolean;
}

/** Audit events, newest first, including refused attempts. */
export function AuditTimeline({ pages, showClient = false }: AuditTimelineProps) {
  const { audit: text, list } = useText();
  if (pages.rows.length === 0 && pages.isLoading) return <p className="quiet">{list.loading}</p>;
  return (
    <div className="stack">
      {pages.rows.length === 0 && !pages.error && <p className="quiet">{text.empty}</p>}
      <ol className="timeline">
        {pages.rows.map((event) => (
          <li key={event.ulid} data-outcome={event.outcome}>
            <Event event={event} showClient={showClient} />
          </li>
        ))}
      </ol>
      <LoadMore pages={pages} />
    </div>
  );
}

/** Why an attempt was refused: its issues, or else its error. */
function Reasons({ event: { refusalCode, issueCodes } }: { readonly event: EventFragment }) {
  const { language } = useLanguage();
  const member = language === 'en' ? 'en' : 'zh';
  const reasons = issueCodes.length > 0 ? issueCodes : [refusalCode ?? ''];
  const messages = issueCodes.length > 0 ? issueMessages : errorMessages;
  return (
    <ul className="plain-list">
      {reasons.map((code) => (
        <li key={code}>
          {messages[code]?.[member]} <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}

function Event({ event, showClient }: { readonly event: EventFragment; readonly showClient: boolean }) {
  const { audit: text } = useText();
  const isRefused = event.outcome === 'REFUSED';
  return (
    <div className="stack tight">
      <p className="row">
        <strong>{text.actions[event.action]}</strong>
        {isRefused && (
          <span className="badge" data-tone="bad">
            {text.refused}
          </span>
        )}
        {event.occurrences > 1 && <span className="quiet">{text.times(event.occurrences)}</span>}
      </p>
      <p className="quiet">
        <Instant at={event.occurredAt} unit="second" /> ·{' '}
        <Sentence say={event.actorType === 'SYSTEM' ? text.system : text.by} given={[event.actorId]} />
        {event.address && ` · ${event.address}`}
      </p>
      {showClient && event.clientId && (
        <p>
          <Link href={`/clients/${encodeURIComponent(event.clientId)}`}>
            <code>
              <Given text={event.clientId} />
            </code>
          </Link>
        </p>
      )}
      {isRefused && <Reasons event={event} />}
      {event.changes.length > 0 && <ChangeTable changes={event.changes} />}
      <p className="row quiet request-id">
        {text.request}{' '}
        <code>
          <Given text={event.requestId} />
        </code>
        <CopyButton value={event.requestId} what={text.request} />
      </p>
    </div>
  );
}
