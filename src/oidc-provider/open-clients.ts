import type {
  AdapterConstructor,
  AdapterFactory,
  Configuration,
  KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import { completePostgresUrl } from '../config.ts';
import { createOutgoingFetch } from '../outgoing/outgoing-fetch.ts';
import { openMigratedPostgres } from '../store/postgres/postgres.ts';
import { unverifiedWarnings } from '../store/postgres/postgres-url.ts';
import { secretUseOn } from '../store/secret-use.ts';
import { clientAdapter } from './client-adapter.ts';
import { authenticateAt } from './client-authentication.ts';
import { configurationUnder, type OwnConfiguration } from './provider-configuration.ts';
import { requestClientsOn } from './request-clients.ts';
import { servedBy } from './served.ts';
import { unreadableSecrets } from './unreadable-secret.ts';

export interface ClientsOptions {
  /**
   * PostgreSQL URL of the gateway's database. Its role needs no more than `drizzle/roles.sql` gives an authorization server. TLS
   * as for `DATABASE_URL`: `sslmode` and `sslrootcert` in the URL, else `PGSSLMODE` and `PGSSLROOTCERT` of the environment.
   */
  readonly databaseUrl: string;
  /**
   * Only clients of this tenant are found. Default: clients of every tenant, because a `client_id` is never assigned twice.
   */
  readonly tenantId?: string;
  /**
   * The gateway's `SECRET_ENCRYPTION_KEYS`: 256-bit keys of 43 base64url characters each. Default: none, and `client_secret_jwt`
   * is refused. A secret that none of them decrypts is skipped; the provider's event `server_error` names it once.
   */
  readonly secretEncryptionKeys?: readonly string[];
  /** Further `grant_type`s that you registered with `provider.registerGrantType`. Default: none. */
  readonly extensionGrantTypes?: readonly string[];
  /**
   * Hosts that the provider may fetch from although they are not public, as in the gateway's `JWKS_URI_ALLOWED_HOSTS`: names or
   * addresses in lower case, IPv6 addresses in brackets. Default: none.
   */
  readonly allowedHosts?: readonly string[];
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** The clients of a Clientele gateway, for node-oidc-provider 9. */
export interface Clients {
  /**
   * The configuration of a provider for the registered clients: your configuration with the required additions. Your adapter
   * keeps every other model. Unless you pass a `fetch`, the provider fetches only from public addresses and `allowedHosts`,
   * at most 64 KiB within 5 seconds and without redirects.
   */
  configure(own: OwnConfiguration): Configuration;
  /** Lets the provider verify secrets by their digests and record `lastUsedAt`. Call it once, before the first request. */
  attach(provider: Provider): void;
  /** Closes the connections to the database after the running lookups. */
  close(): Promise<void>;
}

/**
 * Opens the clients that a gateway keeps, for an authorization server that is built with node-oidc-provider:
 *
 * ```ts
 * const clients = await openClients({ databaseUrl });
 * const provider = new Provider(issuer, clients.configure({ adapter, jwks, findAccount }));
 * clients.attach(provider);
 * ```
 *
 * Every request reads its client with one statement, so a suspension, a rotation or a new key applies from the next request on.
 *
 * @throws {DatabaseNotReady} when the database cannot be reached, or is not migrated; it is never migrated from here.
 * @throws {ConfigProblems} when the TLS parameters cannot be used, or `DATABASE_TLS=require-verified` forbids them.
 * @throws {TypeError} if a key is not a 256-bit key.
 */
export async function openClients({
  databaseUrl,
  tenantId,
  secretEncryptionKeys = [],
  extensionGrantTypes = [],
  allowedHosts = [],
  now = () => new Date(),
}: ClientsOptions): Promise<Clients> {
  const encryptionKeys = secretEncryptionKeys.map(readKey);
  const url = completePostgresUrl('databaseUrl', databaseUrl);
  for (const warning of unverifiedWarnings(url))
    process.emitWarning(warning, { code: 'CLIENTELE_DATABASE_TLS' });
  const database = await openMigratedPostgres(url);
  const secretUse = secretUseOn(database);
  const clients = requestClientsOn(secretUse, tenantId);
  let attached: Provider | undefined;
  const currentRequest = (): KoaContextWithOIDC | undefined => {
    if (attached === undefined) throw new Error('Call attach(provider) before the first request.');
    // The class of this provider. With two copies of the package installed, the other copy does not know its requests.
    return (attached.constructor as typeof Provider).ctx;
  };
  const onUnreadable = unreadableSecrets((error) => attached?.emit('server_error', currentRequest(), error));
  const fetch = createOutgoingFetch({ addresses: 'public', allowedHosts: new Set(allowedHosts) });
  return {
    configure: (own) => {
      const configuration = configurationUnder({ fetch, ...own }, encryptionKeys.length > 0);
      const served = servedBy(configuration, extensionGrantTypes);
      const adapter = clientAdapter({ clients, served, encryptionKeys, now, currentRequest, onUnreadable });
      return {
        ...configuration,
        adapter: (model: string) => (model === 'Client' ? adapter : adapterFor(model, own.adapter)),
      };
    },
    attach: (provider) => {
      attached = provider;
      authenticateAt(provider, { clients, secretUse, now, currentRequest });
    },
    close: () => database.close(),
  };
}

function adapterFor(model: string, adapter: AdapterConstructor | AdapterFactory) {
  // Factories are arrow functions, which have no prototype.
  const isClass = typeof adapter.prototype === 'object';
  return isClass ? new (adapter as AdapterConstructor)(model) : (adapter as AdapterFactory)(model);
}

function readKey(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) {
    throw new TypeError('Each of secretEncryptionKeys must be a 256-bit key of 43 base64url characters.');
  }
  return Buffer.from(text, 'base64url');
}
