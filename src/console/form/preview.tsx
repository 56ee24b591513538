import { type ReactNode, useId } from 'react';
import { Given } from '../given.tsx';
import { methodNames, profileNames } from '../value-name.ts';
import { type Field, fieldsOf } from './draft.ts';
import type { Verdict } from './dry-run.tsx';
import { useForm } from './form-state.tsx';
import { useFormText } from './form-text.tsx';
import { keysIn } from './key-summary.ts';
import { grantValues } from './registry-word.ts';

/** What the server would store, with the defaults that it puts in marked as such. */
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

function Stored({ stored }: { readonly stored: Verdict['normalized'] }) {
  const { preview: text } = useFormText();
  const subject = Object.values(stored.tlsClientAuth ?? {}).find((value) => value != null);
  return (
    <dl className="preview">
      <Line field="name">{stored.name && <Given text={stored.name} max={255} />}</Line>
      <Line field="redirectUris">{lines(stored.redirectUris)}</Line>
      <Line field="isConfidential">{text.isConfidential[`${stored.isConfidential}`]}</Line>
      <Line field="fapiProfile">{stored.fapiProfile && profileNames[stored.fapiProfile]}</Line>
      <Line field="clientAuthMethods">
        {lines(stored.clientAuthMethods.map((word) => methodNames[word]))}
      </Line>
      <Line field="tlsClientAuth">{subject && lines([subject])}</Line>
      <Line field="jwks">{stored.jwks && text.keys(keysIn(stored.jwks).length)}</Line>
      <Line field="jwksUri">{stored.jwksUri && lines([stored.jwksUri])}</Line>
      <Line field="grantTypes">{lines(stored.grantTypes.map((word) => grantValues[word]))}</Line>
      <Line field="scopes">{stored.scopes.length > 0 && <code>{stored.scopes.join(' ')}</code>}</Line>
      <Line field="logoUrl">{stored.logoUrl && lines([stored.logoUrl])}</Line>
      <Line field="website">{stored.website && lines([stored.website])}</Line>
      <Line field="privacyPolicy">{stored.privacyPolicy && lines([stored.privacyPolicy])}</Line>
      <Line field="termsUrl">{stored.termsUrl && lines([stored.termsUrl])}</Line>
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

/** Nothing, for a field that is neither given nor has a default. */
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
