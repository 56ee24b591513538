import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, type Interaction, Provider } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import { type Clients, type ClientsOptions, openClients } from '../../src/oidc-provider/open-clients.ts';

export interface AuthorizationServer {
  /** The issuer identifier, which is its base URL too. */
  readonly issuer: string;
  readonly provider: Provider;
  readonly close: () => Promise<void>;
}

export interface AuthorizationServerOptions extends ClientsOptions {
  /** Default: a free one. */
  readonly port?: number;
  readonly configuration?: Omit<Configuration, 'adapter'>;
}

/**
 * A real authorization server on loopback that serves the gateway's clients, for tests and trials. Every user who logs
 * in is alice, and has consented.
 */
export async function startAuthorizationServer({
  port = 0,
  configuration = {},
  ...options
}: AuthorizationServerOptions): Promise<AuthorizationServer> {
  const clients = await openClients(options);
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server = createServer((request, response) => answer(request, response));
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail).listen(port, '127.0.0.1', done);
    });
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = await providerFor(issuer, clients, configuration);
    const callback = provider.callback();
    answer = (request, response) => {
      const isLogin = request.url?.startsWith('/interaction/') ?? false;
      void (isLogin ? logIn(provider, request, response) : callback(request, response));
    };
    return {
      issuer,
      provider,
      close: async () => {
        server.closeAllConnections();
        await new Promise((done) => server.close(done));
        await clients.close();
      },
    };
  } catch (error) {
    await clients.close();
    throw error;
  }
}

/** Seconds; without them node-oidc-provider prints a warning for each. */
const lifetimes = {
  AccessToken: 600,
  ClientCredentials: 600,
  Grant: 3600,
  IdToken: 600,
  Interaction: 600,
  RefreshToken: 3600,
  Session: 3600,
};

async function providerFor(
  issuer: string,
  clients: Clients,
  configuration: Omit<Configuration, 'adapter'>,
): Promise<Provider> {
  const provider = new Provider(
    issuer,
    clients.configure({
      adapter: MemoryAdapter,
      jwks: { keys: await Promise.all([signingKey('PS256'), signingKey('ES256'), signingKey('RS256')]) },
      cookies: { keys: [randomBytes(32).toString('base64url')] },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
      interactions: { url: (_ctx, interaction: Interaction) => `/interaction/${interaction.uid}` },
      rotateRefreshToken: true,
      renderError: (ctx, out) => {
        ctx.body = out;
      },
      ...configuration,
      ttl: { ...lifetimes, ...configuration.ttl },
      features: {
        devInteractions: { enabled: false },
        introspection: { enabled: true },
        revocation: { enabled: true },
        ...configuration.features,
      } as NonNullable<Configuration['features']>,
    }),
  );
  clients.attach(provider);
  return provider;
}

async function signingKey(alg: string) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomBytes(8).toString('hex') };
}

async function logIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: 'alice' } });
      return;
    }
    const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant =
      found ?? new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
    const {
      missingOIDCScope = [],
      missingOIDCClaims = [],
      missingResourceScopes = {},
    } = prompt.details as {
      missingOIDCScope?: string[];
      missingOIDCClaims?: string[];
      missingResourceScopes?: Record<string, string[]>;
    };
    grant.addOIDCScope(missingOIDCScope);
    grant.addOIDCClaims(missingOIDCClaims);
    for (const [resource, scopes] of Object.entries(missingResourceScopes))
      grant.addResourceScope(resource, scopes.join(' '));
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain' }).end(`${(error as Error).message}\n`);
  }
}
