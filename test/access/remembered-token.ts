import { randomBytes } from 'node:crypto';
import { getHeapSnapshot } from 'node:v8';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createAuthenticate } from '../../src/access/token-verifier.ts';
import { trustedKeys } from '../../src/access/trusted-key.ts';

/* Verifies a token and prints, as JSON, which parts of it are still in the heap of this process. */

const [issuer, audience] = ['https://issuer.example', 'clientele'];
const pair = await generateKeyPair('ES256', { extractable: true });
const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one' }] };
const keys = trustedKeys({ kind: 'file', jwks }, undefined);
const authenticate = createAuthenticate({ issuer, audience, tokenType: undefined }, keys, () => new Date());

function sign(claims: object): Promise<string> {
  return new SignJWT({ sub: 'someone', tenant_id: 'acme', role: 'admin', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('1h')
    .sign(pair.privateKey);
}

const call = (token: string) => authenticate({ authorization: `Bearer ${token}`, tenantId: undefined });

/** The program must not itself keep the searched texts in the heap, so it stores them masked. */
const masked = (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0xff));

async function usedToken(): Promise<Buffer[]> {
  const client = randomBytes(16).toString('hex');
  const token = await sign({ client });
  await call(token);
  await call(token);
  return [client, token.split('.')[2] ?? ''].map((text) => masked(Buffer.from(text)));
}

const [claim, signature] = await usedToken();
// V8 keeps the text of the last match.
/-/.exec('-');
const heap = (await getHeapSnapshot().setEncoding('latin1').toArray()).join('');
const holds = (bytes: Buffer = Buffer.alloc(0)) => heap.includes(masked(bytes).toString('latin1'));
const result = { claim: holds(claim), signature: holds(signature) };
// Used again, so that V8 does not collect the verifier before the heap is written.
await call(await sign({}));
process.stdout.write(JSON.stringify(result));
