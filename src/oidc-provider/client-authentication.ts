import type { KoaContextWithOIDC, Provider, Client as ProviderClient } from 'oidc-provider';
import { givenSecret, noteUse } from '../operations/secret/authenticate-client.ts';
import type { SecretUse } from '../store/secret-use.ts';
import { registeredOf } from './client-metadata.ts';
import type { RequestClients } from './request-clients.ts';

export interface AuthenticationSources {
  readonly clients: RequestClients;
  readonly secretUse: SecretUse;
  readonly now: () => Date;
  readonly currentRequest: () => KoaContextWithOIDC | undefined;
}

/** The endpoints at which a client authenticates (RFC 6749 §3.2, RFC 7009, RFC 7662, RFC 8628, RFC 9126, OpenID CIBA). */
const authenticatedRoutes = new Set([
  'token',
  'introspection',
  'revocation',
  'device_authorization',
  'pushed_authorization_request',
  'backchannel_authentication',
]);

/** Members of the client class that the types of node-oidc-provider lack. */
interface ClientClass {
  readonly prototype: { compareClientSecret(this: ProviderClient, given: string): unknown };
  needsSecret?(metadata: object): boolean;
}

/** Lets a provider authenticate clients of Clientele by the digests of their secrets and record the day. */
export function authenticateAt(provider: Provider, sources: AuthenticationSources): void {
  const { clients, now, currentRequest } = sources;
  const clientClass = provider.Client as ClientClass;
  const { compareClientSecret } = clientClass.prototype;
  const needsSecret = clientClass.needsSecret?.bind(clientClass);

  // The documentation of node-oidc-provider recommends replacing this method if secrets are stored as digests.
  clientClass.prototype.compareClientSecret = async function (given) {
    if (registeredOf(this) === undefined) return compareClientSecret.call(this, given);
    const ctx = currentRequest();
    const secret = givenSecret(await clients.find(ctx, this.clientId), given, now());
    if (secret) clients.proved(ctx, secret);
    return secret !== undefined;
  };
  // Clients of Clientele have no plaintext secret. Without this, they would be refused.
  clientClass.needsSecret = (metadata) =>
    registeredOf(metadata as ProviderClient) === undefined && (needsSecret?.(metadata) ?? true);

  provider.use(async (ctx, next) => {
    await next();
    try {
      await noteAuthentication(ctx as KoaContextWithOIDC, sources);
    } catch (error) {
      // A failed write of the day must not fail the authentication.
      provider.emit('server_error', ctx, error);
    }
  });
}

/** A successful request has authenticated its client. A failed request has too, if the client proved a secret. */
async function noteAuthentication(
  ctx: KoaContextWithOIDC,
  { clients, secretUse, now }: AuthenticationSources,
): Promise<void> {
  const client = ctx.oidc?.client;
  if (registeredOf(client) === undefined || !authenticatedRoutes.has(ctx.oidc.route)) return;
  const secret = clients.secretOf(ctx);
  const isAuthenticated = secret !== undefined || (ctx.status < 400 && client?.clientAuthMethod !== 'none');
  const state = isAuthenticated ? await clients.find(ctx, client?.clientId ?? '') : undefined;
  if (state) await noteUse({ secretUse }, state.client, secret, now());
}
