import { useCallback } from 'react';
import { useClient } from 'urql';
import { AuditTimeline } from '../audit/audit-timeline.tsx';
import { AuditEventsDocument, type EventFragment } from '../document.ts';
import { useText } from '../language.tsx';
import { type LoadPage, usePages } from '../paging.ts';

interface ClientAuditProps {
  readonly clientId: string;
  /** Another number has it read again. */
  readonly revision: number;
}

const pageSize = 10;

/** What happened to a client. It is asked by `client_id`, which finds the trail of a deleted client too. */
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
