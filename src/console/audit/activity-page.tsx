import { useCallback, useId, useState } from 'react';
import { useClient } from 'urql';
import { AuditEventsDocument, type EventFragment, type OAuthAuditOutcome } from '../document.ts';
import { Page } from '../element/page.tsx';
import { useText } from '../language.tsx';
import { type LoadPage, usePages } from '../paging.ts';
import { AuditTimeline } from './audit-timeline.tsx';

const pageSize = 30;

/** The audit log of the tenant, also for deleted clients. */
export function ActivityPage() {
  const { audit: text, list } = useText();
  const gateway = useClient();
  const [outcome, setOutcome] = useState<OAuthAuditOutcome | ''>('');
  const select = useId();
  const load: LoadPage<EventFragment> = useCallback(
    async (after) => {
      const { data, error } = await gateway
        .query(AuditEventsDocument, {
          first: pageSize,
          withTotal: false,
          ...(after !== undefined && { after }),
          ...(outcome && { filter: { outcome } }),
        })
        .toPromise();
      return { connection: data?.auditEvents, error };
    },
    [gateway, outcome],
  );
  const pages = usePages(load);
  return (
    <Page
      title={text.title}
      below={<p className="quiet">{text.explanation}</p>}
      actions={
        <div className="field inline">
          <label htmlFor={select}>{text.outcome}</label>
          <select
            id={select}
            value={outcome}
            onChange={({ target }) => setOutcome(target.value as OAuthAuditOutcome | '')}
          >
            <option value="">{list.any}</option>
            <option value="DONE">{text.done}</option>
            <option value="REFUSED">{text.refused}</option>
          </select>
        </div>
      }
    >
      <div className="card reading">
        <AuditTimeline pages={pages} showClient />
      </div>
    </Page>
  );
}
