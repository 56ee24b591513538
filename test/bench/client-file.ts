import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { digestSecret, issueSecret } from '../../src/credentials/client-secret.ts';
import { clientIdOf, identifierFactory } from '../../src/credentials/identifier.ts';

/** Keys that the clients share in rotation, because generating one for each would take longer than the import. */
const keys = 100;

/** Writes lines of typical clients: of ten, six have a secret, three use FAPI 2 with a key, and one is public. */
export async function writeClientLines(file: Writable, count: number): Promise<void> {
  const newId = identifierFactory(Date.now);
  const jwks = Array.from({ length: keys }, (_, index) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = { ...publicKey.export({ format: 'jwk' }), kid: `${index}`, use: 'sig', alg: 'ES256' };
    return JSON.stringify({ keys: [key] });
  });
  for (let n = 0; n < count; n++) {
    const client = {
      client_id: clientIdOf(newId()),
      tenant_id: `tenant-${n % 20}`,
      name: `Customer portal ${n}`,
      redirect_uris: [`https://app-${n}.example.com/callback`, `https://app-${n}.example.com/silent`],
      website: `https://app-${n}.example.com/`,
      scopes: ['openid', 'profile', 'email'],
      ...kindOf(n, jwks),
    };
    if (!file.write(`${JSON.stringify(client)}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

function kindOf(n: number, jwks: readonly string[]): object {
  if (n % 10 === 9) return { is_confidential: false };
  if (n % 10 >= 6) return { fapi_profile: 'fapi2_security', jwks: jwks[n % keys] };
  const { plaintext, lastFour } = issueSecret();
  return { secrets: [{ digest: digestSecret(plaintext), last_four: lastFour }] };
}
