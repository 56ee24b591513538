import { decodeProtectedHeader } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientAuthMethod } from '../domain/client/vocabulary.ts';

/** From the strongest to the weakest: the method of a client in requests that it does not authenticate. */
const byStrength: readonly ClientAuthMethod[] = [
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'private_key_jwt',
  'client_secret_jwt',
  'client_secret_basic',
  'client_secret_post',
  'none',
];

/**
 * The authentication method of a request. node-oidc-provider supports one method for each client, and Clientele a list. So
 * this is the method of the list that the request uses, or the strongest one if it uses none of them; node-oidc-provider then
 * refuses the request. Of two methods with a certificate it is `tls_client_auth`. A method that the server does not support
 * counts only if the client has no other: node-oidc-provider then refuses the client in every request.
 *
 * @param served the methods of the server.
 * @param ctx the request; `undefined` outside of one.
 */
export function methodFor(
  methods: readonly ClientAuthMethod[],
  served: ReadonlySet<string>,
  ctx: KoaContextWithOIDC | undefined,
): ClientAuthMethod {
  const used = usedBy(ctx);
  const registered = byStrength.filter((method) => methods.includes(method));
  const allowed = registered.filter((method) => served.has(method));
  return allowed.find((method) => used.includes(method)) ?? allowed[0] ?? registered[0] ?? 'none';
}

/** The methods that match the credentials of a request (RFC 6749 §2.3.1, RFC 7521 §4.2). */
function usedBy(ctx: KoaContextWithOIDC | undefined): readonly ClientAuthMethod[] {
  const { client_assertion: assertion, client_secret: secret } = ctx?.oidc.params ?? {};
  if (secret || /^basic /i.test(ctx?.headers.authorization ?? '')) {
    return ['client_secret_basic', 'client_secret_post'];
  }
  if (typeof assertion !== 'string') return [];
  return isHmac(assertion) ? ['client_secret_jwt'] : ['private_key_jwt'];
}

function isHmac(assertion: string): boolean {
  try {
    return decodeProtectedHeader(assertion).alg?.startsWith('HS') ?? false;
  } catch {
    return false;
  }
}
