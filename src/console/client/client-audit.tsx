import { useCallback } from 'react';
import { useClient } from 'urql';
import { AuditTimeline } from '../audit/audit-timeline.tsx';
import { AuditEventsDocument, type EventFragment } from '../document.ts';
import { useText } from '../language.tsx';
import { type LoadPage, usePages } from '../paging.ts';

interface ClientAuditProps {
  readonly clientId: string;
  /** A new number reloads the events. */
  readonly revision: number;
}

const pageSize = 10;

/** The audit events of a client. They are queried by `client_id`, which also finds those of a deleted client. */
export function ClientAudit({ clientId, revision }: ClientAuditProps) {
  const { audit: text } = useText();
  const gateway = useClient();
  const load: LoadPage<EventFragment> = useCallback(
    async (after) => {
      const context = { revision };
      const variables = {
        first: pageSize,
        withTotal: false,
        filter: { clientId },
        ...(after !== undefined && { after }),
      };
      const { data, error } = await gateway.query(AuditEventsDocument, variables, context).toPromise();
      return { connection: data?.auditEvents, error };
    },
    [gateway, clientId, revision],
  );
  const pages = usePages(load);
  return (
    <section className="card" aria-labelledby="audit">
      <h2 id="audit">{text.title}</h2>
      <AuditTimeline pages={pages} />
    </section>
  );
}
