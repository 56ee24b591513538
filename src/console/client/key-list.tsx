import { base64url } from 'jose';
import { Given } from '../element/given.tsx';
import { useText } from '../language.tsx';
import type { OAuthClient } from './stored-client.ts';

interface Jwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly n?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly kid?: string;
  readonly x5c?: readonly string[];
}

/** The public keys of a client or their URL; empty for a client without keys. */
export function KeyList({ client }: { readonly client: OAuthClient }) {
  const { client: text } = useText();
  if (!client.jwks && !client.jwksUri) return null;
  return (
    <section className="card" aria-labelledby="keys">
      <h2 id="keys">{text.keys}</h2>
      {client.jwksUri && (
        <p>
          {text.keysAt} <code>{client.jwksUri}</code>
        </p>
      )}
      {client.jwks && <KeyTable keys={keysOf(client.jwks)} />}
    </section>
  );
}

function KeyTable({ keys }: { readonly keys: readonly Jwk[] }) {
  const { client: text } = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard (axe: scrollable-region-focusable).
    <section className="scroll" tabIndex={0} aria-label={text.keyTable}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">kid</th>
            <th scope="col">kty</th>
            <th scope="col">{text.keySize}</th>
            <th scope="col">alg</th>
            <th scope="col">use</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two keys may share everything, and the list never moves.
            <tr key={index}>
              <td>
                <code>
                  <Given text={key.kid ?? '–'} />
                </code>
                {key.x5c && <span className="badge">x5c</span>}
              </td>
              <td>
                <Given text={key.kty ?? '–'} max={20} />
              </td>
              <td>{key.crv ? <Given text={key.crv} max={20} /> : key.n && text.bits(bitsOf(key.n))}</td>
              <td>
                <Given text={key.alg ?? '–'} max={20} />
              </td>
              <td>
                <Given text={key.use ?? '–'} max={20} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The gateway has checked the text before storing it, so it is a JWK Set. */
function keysOf(jwks: string): readonly Jwk[] {
  return (JSON.parse(jwks) as { keys: readonly Jwk[] }).keys;
}

/** Bits of an RSA modulus (RFC 7518 §6.3.1.1), which has no leading zeros. */
function bitsOf(modulus: string): number {
  const [first = 0, ...rest] = base64url.decode(modulus);
  return rest.length * 8 + (32 - Math.clz32(first));
}
