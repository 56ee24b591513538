import { type ReactNode, useId } from 'react';
import { Given } from '../../element/given.tsx';
import { methodNames, profileNames } from '../../value-name.ts';
import { grantValues } from '../field/registry-word.ts';
import { fields, isListed, type ListedField } from '../form-field.ts';
import { useForm } from '../form-state.tsx';
import { useFormText } from '../form-text.tsx';
import { keysIn } from '../key/key-summary.ts';
import { type Field, fieldsOf } from './draft.ts';
import type { Verdict } from './dry-run.tsx';

/** The metadata that the server would store, with defaults marked as such. */
export function Preview() {
  const text = useFormText();
  const { dryRun } = useForm();
  const title = useId();
  const stored = dryRun.verdict?.normalized;
  return (
    <section className="card stack tight" aria-labelledby={title}>
      <h2 id={title}>{text.preview.title}</h2>
      <p className="hint">{stored ? text.preview.hint : text.preview.waiting}</p>
      {stored && <Stored stored={stored} />}
    </section>
  );
}

type ListedValue = string | number | boolean | readonly string[] | null | undefined;

function Stored({ stored }: { readonly stored: Verdict['normalized'] }) {
  const { preview: text, flag } = useFormText();
  const listed = (value: ListedValue) =>
    typeof value === 'boolean' ? flag[`${value}`] : lines(itemsOf(value));
  const subject = Object.values(stored.tlsClientAuth ?? {}).find((value) => value != null);
  const others: Readonly<Record<Exclude<Field, ListedField> | 'clientId' | 'name', ReactNode>> = {
    // The dry run does not choose one.
    clientId: null,
    name: stored.name && <Given text={stored.name} max={255} />,
    redirectUris: lines(stored.redirectUris),
    isConfidential: text.isConfidential[`${stored.isConfidential}`],
    fapiProfile: stored.fapiProfile && profileNames[stored.fapiProfile],
    clientAuthMethods: lines(stored.clientAuthMethods.map((word) => methodNames[word])),
    tlsClientAuth: subject && lines([subject]),
    jwks: stored.jwks && text.keys(keysIn(stored.jwks).length),
    grantTypes: lines(stored.grantTypes.map((word) => grantValues[word])),
    scopes: stored.scopes.length > 0 && <code>{stored.scopes.join(' ')}</code>,
  };
  return (
    <dl className="preview">
      {fields.map((field) => (
        <Line key={field} field={field}>
          {isListed(field) && field !== 'clientId' && field !== 'name'
            ? listed(stored[field])
            : others[field]}
        </Line>
      ))}
      {stored.corsOrigins.length > 0 && (
        <div>
          <dt>
            {text.corsOrigins} <span className="badge">{text.derived}</span>
          </dt>
          <dd>{lines(stored.corsOrigins)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Shown for a field without a value and a default. */
function Line({ field, children }: { readonly field: Field; readonly children: ReactNode }) {
  const text = useFormText();
  const { checked } = useForm().dryRun;
  if (!children) return null;
  return (
    <div>
      <dt>
        {text.field[field].label}{' '}
        {fieldsOf(checked)[field] === null && <span className="badge">{text.preview.byDefault}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function itemsOf(value: Exclude<ListedValue, boolean>): readonly string[] {
  return value == null ? [] : typeof value === 'object' ? value : [`${value}`];
}

function lines(items: readonly string[]): ReactNode {
  if (items.length === 0) return null;
  return (
    <ul className="plain-list">
      {items.map((item) => (
        <li key={item}>
          <code>
            <Given text={item} max={2048} />
          </code>
        </li>
      ))}
    </ul>
  );
}
