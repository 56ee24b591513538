import { useEffect, useState } from 'react';
import { Given } from '../../element/given.tsx';
import { idOf } from '../focus-location.tsx';
import { useFormText } from '../form-text.tsx';
import { Said, useDescription } from '../said.tsx';
import { thumbprintOf } from './key-import.ts';
import type { KeySummary } from './key-summary.ts';

/** A key of the set with its issues. */
export function JwkCard({ summary, index }: { readonly summary: KeySummary; readonly index: number }) {
  const text = useFormText();
  const { kty, crv, bits, alg, use, kid, isSecret } = summary;
  const location = `jwks.${index}` as const;
  const { 'aria-describedby': describedBy } = useDescription(location);
  const kind = [kty ?? text.keys.notAKey, crv, bits !== undefined && text.keys.bits(bits)].filter(Boolean);
  return (
    <li
      id={idOf(location)}
      className="option"
      tabIndex={-1}
      aria-describedby={describedBy}
      data-refused={isSecret}
    >
      <p className="row">
        <strong>{text.part.key(index + 1)}</strong>
        <span className="badge">
          <Given text={kind.join(' · ')} />
        </span>
        {isSecret && (
          <span className="badge" data-tone="bad">
            {text.keys.privateKey}
          </span>
        )}
      </p>
      <dl className="demands">
        <dt>{text.keys.algorithm}</dt>
        <dd>{alg === undefined ? text.keys.unsaid : <Given text={alg} />}</dd>
        <dt>{text.keys.use}</dt>
        <dd>{use === undefined ? text.keys.unsaid : <Given text={use} />}</dd>
        <dt>{text.keys.kid}</dt>
        <dd>
          {kid === undefined ? (
            text.keys.unsaid
          ) : (
            <code>
              <Given text={kid} />
            </code>
          )}
        </dd>
        <dt>{text.keys.thumbprint}</dt>
        <dd>
          <Thumbprint jwk={summary.jwk} />
        </dd>
      </dl>
      <Said location={location} />
    </li>
  );
}

function Thumbprint({ jwk }: { readonly jwk: unknown }) {
  const { keys: text } = useFormText();
  const [thumbprint, setThumbprint] = useState<string>();
  const members = JSON.stringify(jwk);
  useEffect(() => {
    let isStale = false;
    thumbprintOf(JSON.parse(members)).then((value) => isStale || setThumbprint(value));
    return () => {
      isStale = true;
    };
  }, [members]);
  return thumbprint === undefined ? text.noThumbprint : <code>{thumbprint}</code>;
}
