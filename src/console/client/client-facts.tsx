import type { ReactNode } from 'react';
import { CopyButton } from '../element/copy-button.tsx';
import { Given } from '../element/given.tsx';
import { Instant } from '../element/instant.tsx';
import { type ListedField, listedFields } from '../form/form-field.ts';
import { useFormText } from '../form/form-text.tsx';
import { useText } from '../language.tsx';
import { metadataMembers } from '../metadata-member.ts';
import { grantNames, methodNames, profileNames } from '../value-name.ts';
import type { OAuthClient } from './stored-client.ts';

/** The metadata of a client. */
export function ClientFacts({ client }: { readonly client: OAuthClient }) {
  const { client: text } = useText();
  const { tlsClientAuth } = client;
  const subject = Object.entries(tlsClientAuth ?? {}).find(([, value]) => value);
  return (
    <section className="card" aria-labelledby="registration">
      <h2 id="registration">{text.registration}</h2>
      <dl className="facts">
        <Fact name="client_id">
          <span className="row">
            <code>{client.clientId}</code>
            <CopyButton value={client.clientId} what="client_id" />
          </span>
        </Fact>
        <Fact name={text.type}>{client.isConfidential ? text.confidential : text.public}</Fact>
        <Fact name={text.profile}>
          {client.fapiProfile ? profileNames[client.fapiProfile] : text.noProfile}
        </Fact>
        <Fact name={text.methods}>
          <ValueNames words={client.clientAuthMethods.map((method) => methodNames[method])} />
        </Fact>
        {subject && (
          <Fact name={text.certificate}>
            {text.certificateNames[subject[0] as keyof typeof text.certificateNames]}{' '}
            <code>
              <Given text={subject[1] ?? ''} max={1000} />
            </code>
          </Fact>
        )}
        <Fact name={text.grants}>
          <ValueNames words={client.grantTypes.map((grant) => grantNames[grant])} />
        </Fact>
        <Fact name={text.redirectUris}>
          {client.redirectUris.length > 0 ? <List items={client.redirectUris} /> : text.none}
        </Fact>
        <Fact name={text.scopes}>
          <ValueNames words={client.scopes} />
        </Fact>
        <Fact name={text.corsOrigins}>
          {client.corsOrigins.length > 0 ? <List items={client.corsOrigins} /> : text.none}
        </Fact>
        {listedFields.map((field) => (
          <Listed key={field} field={field} value={client[field]} />
        ))}
        <Fact name={text.created}>
          <Instant at={client.createdAt} />
        </Fact>
        <Fact name={text.updated}>
          <Instant at={client.updatedAt} />
        </Fact>
        <Fact name={text.lastUsed}>
          {client.lastUsedAt ? <Instant at={client.lastUsedAt} unit="day" /> : text.neverUsed}
        </Fact>
        <Fact name={text.tenant}>
          <Given text={client.tenantId} max={255} />
        </Fact>
        <Fact name={text.version}>{client.version}</Fact>
        <Fact name="ULID">
          <code>{client.ulid}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface ListedProps {
  readonly field: ListedField;
  readonly value?: string | number | boolean | readonly string[] | null | undefined;
}

/** A member without special code; an unset one is not shown. An address is a link, also that of a picture: its host would learn who looks at it. */
function Listed({ field, value }: ListedProps) {
  const { flag, field: texts } = useFormText();
  const { label } = texts[field];
  if (typeof value === 'boolean') return <Fact name={label}>{flag[`${value}`]}</Fact>;
  if (typeof value === 'number') return <Fact name={label}>{value}</Fact>;
  if (!value?.length) return null;
  return (
    <Fact name={label}>
      {typeof value !== 'string' ? (
        <List items={value} />
      ) : metadataMembers[field].form === 'uri' ? (
        <a href={value} target="_blank" rel="noreferrer">
          {value}
        </a>
      ) : (
        <Given text={value} max={2048} />
      )}
    </Fact>
  );
}

function ValueNames({ words }: { readonly words: readonly string[] }) {
  return (
    <span className="words">
      {words.map((word) => (
        <code key={word}>{word}</code>
      ))}
    </span>
  );
}

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>
          <code>{item}</code>
        </li>
      ))}
    </ul>
  );
}
