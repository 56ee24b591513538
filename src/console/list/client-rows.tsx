import { useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import type { ClientItemFragment } from '../document.ts';
import { CopyButton } from '../element/copy-button.tsx';
import { Given, givenText } from '../element/given.tsx';
import { Instant } from '../element/instant.tsx';
import { StatusBadge } from '../element/status-badge.tsx';
import { useText } from '../language.tsx';
import { methodNames, profileNames } from '../value-name.ts';

interface ClientRowsProps {
  readonly clients: readonly ClientItemFragment[];
}

const narrow = matchMedia('(width < 60rem)');

/** A table on wide screens, and cards on narrow ones. */
export function ClientRows({ clients }: ClientRowsProps) {
  const isNarrow = useSyncExternalStore(
    (onChange) => {
      narrow.addEventListener('change', onChange);
      return () => narrow.removeEventListener('change', onChange);
    },
    () => narrow.matches,
  );
  return isNarrow ? <ClientCards clients={clients} /> : <ClientTable clients={clients} />;
}

function ClientTable({ clients }: ClientRowsProps) {
  const { list: text } = useText();
  return (
    <table className="card clients">
      <caption className="visually-hidden">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text.name}</th>
          <th scope="col">{text.status}</th>
          <th scope="col">{text.profile}</th>
          <th scope="col">{text.type}</th>
          <th scope="col">{text.method}</th>
          <th scope="col">{text.secret}</th>
          <th scope="col">{text.created}</th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.ulid}>
            <th scope="row">
              <Name client={client} />
            </th>
            <td>
              <StatusBadge status={client.status} />
            </td>
            <td>{client.fapiProfile ? profileNames[client.fapiProfile] : <None />}</td>
            <td>{client.isConfidential ? text.confidential : text.public}</td>
            <td>
              <Methods client={client} />
            </td>
            <td>{client.secretLastFour ? <code>…{client.secretLastFour}</code> : <None />}</td>
            <td>
              <Instant at={client.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ClientCards({ clients }: ClientRowsProps) {
  const { list: text } = useText();
  return (
    <ul className="client-cards">
      {clients.map((client) => (
        <li key={client.ulid} className="card stack tight">
          <Name client={client} />
          <div className="row">
            <StatusBadge status={client.status} />
            <span className="badge">{client.isConfidential ? text.confidential : text.public}</span>
            {client.fapiProfile && (
              <span className="badge" data-tone="accent">
                {profileNames[client.fapiProfile]}
              </span>
            )}
          </div>
          <Methods client={client} />
          <p className="quiet">
            <Instant at={client.createdAt} />
            {client.secretLastFour && (
              <>
                {' · '}
                {text.secret} <code>…{client.secretLastFour}</code>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Name({ client: { clientId, name } }: { readonly client: ClientItemFragment }) {
  return (
    <>
      <Link href={`/clients/${encodeURIComponent(clientId)}`} className="client-name">
        <Given text={name} max={255} />
      </Link>
      <span className="client-id">
        <code>{clientId}</code>
        <CopyButton value={clientId} what={`client_id, ${givenText(name)}`} />
      </span>
    </>
  );
}

function Methods({ client }: { readonly client: ClientItemFragment }) {
  return (
    <span className="words">
      {client.clientAuthMethods.map((method) => (
        <code key={method}>{methodNames[method]}</code>
      ))}
    </span>
  );
}

function None() {
  const { list: text } = useText();
  return (
    <span className="quiet">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{text.none}</span>
    </span>
  );
}
