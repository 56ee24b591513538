import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type * as client from 'openid-client';
import { expect } from 'vitest';
import type { TestGateway } from '../harness/gateway.ts';

export const redirectUri = 'https://app.example.com/callback';

export interface Registration {
  readonly clientId: string;
  readonly secret: string;
}

const document = (name: string) =>
  readFileSync(new URL(`../../schema/operations/${name}.graphql`, import.meta.url), 'utf8');

/** The calls of an administrator to a gateway, through its documented operations. */
export function registrarOf(gateway: TestGateway) {
  const run = async (name: string, variables: object) => {
    const { body } = await gateway.graphql(document(name), variables);
    expect(body.errors).toBeUndefined();
    const [result] = Object.values(body.data) as [{ readonly issues?: unknown }];
    expect(result?.issues).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: the documents select what is read of it.
    return result as any;
  };
  return {
    run,
    register: async (input: object): Promise<Registration> => {
      const metadata = { name: 'My app', redirectUris: [redirectUri], ...input };
      const result = await run('create-oauth-client', { input: metadata });
      return { clientId: result.client.clientId, secret: result.issuedSecret?.plaintext };
    },
    registerByRest: async (body: object): Promise<Registration> => {
      const metadata = { name: 'My app', redirect_uris: [redirectUri], ...body };
      const answer = await gateway.send('POST', '/admin/oauth/clients', metadata);
      expect(answer.status).toBe(201);
      return { clientId: answer.body.data.client_id, secret: answer.body.data.client_secret };
    },
    usedOn: async ({ clientId }: Pick<Registration, 'clientId'>) =>
      (await run('oauth-client', { clientId })).lastUsedAt as string | null,
  };
}

/** A client's key pair: the private key for openid-client, and the JWK Set to register. */
export async function makeKey(alg = 'ES256') {
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), alg, use: 'sig' };
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    privateKey: { key: pair.privateKey as client.CryptoKey, kid },
    jwks: JSON.stringify({ keys: [{ ...publicJwk, kid }] }),
  };
}

/** The result of an attempt: `done`, or its error if it was refused (RFC 6749 §5.2, RFC 6750 §3). */
export function outcome(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'done',
    (error) => error.error ?? error.cause?.[0]?.parameters?.error ?? error.message,
  );
}
