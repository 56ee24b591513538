import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DevelopmentIssuer, openDevelopmentIssuer } from '../access/development-issuer.ts';
import { createAuthenticate } from '../access/token-verifier.ts';
import { trustedKeys } from '../access/trusted-key.ts';
import type { Config } from '../config.ts';
import { issueSecret } from '../credentials/client-secret.ts';
import { identifierFactory } from '../credentials/identifier.ts';
import { sealSecret } from '../credentials/sealed-secret.ts';
import type { Registry } from '../operations/registry.ts';
import type { OpenDatabase } from '../store/database.ts';
import { openPglite, openPgliteInMemory } from '../store/pglite.ts';
import { openPostgres, openReplica } from '../store/postgres.ts';
import { readYourWrites, type StoreFor } from '../store/read-your-writes.ts';
import { readsOn, storeOn } from '../store/store.ts';
import { createGateway } from './gateway.ts';
import { keepHouse } from './housekeeping.ts';
import { describeError, type Log } from './log.ts';

export interface RunningGateway {
  /** Base URL with the port that was taken. */
  readonly url: string;
  readonly database: OpenDatabase;
  /** Only without AUTH_JWKS_*. */
  readonly developmentIssuer: DevelopmentIssuer | undefined;
  /** Answers what is under way, then closes the server and the database. */
  readonly close: () => Promise<void>;
}

export interface Sources {
  readonly now: () => Date;
}

/** Opens the database, migrates it and listens. When the promise resolves, the first request is welcome. */
export async function start(
  config: Config,
  log: Log,
  { now }: Sources = { now: () => new Date() },
): Promise<RunningGateway> {
  const isDevelopment = config.keySource.kind === 'development';
  const developmentIssuer = isDevelopment
    ? await openDevelopmentIssuer(config.dataDirectory, now)
    : undefined;
  const authenticate = createAuthenticate(config, trustedKeys(config.keySource, developmentIssuer), now);
  const database = await openDatabase(config);
  const registry = registryOn(database, config, now);
  const replica = openReplicaOf(config, database, registry, log);
  const server = createGateway({ registry, storeFor: replica?.storeFor, authenticate, log });
  try {
    await listen(server, config);
  } catch (error) {
    await database.close();
    throw error;
  }
  const housekeeping = keepHouse(registry, log);
  return {
    url: urlOf(server, config.host),
    database,
    developmentIssuer,
    close: async () => {
      await Promise.all([closeServer(server), housekeeping.stop()]);
      await Promise.all([database.close(), replica?.close()]);
    },
  };
}

function openDatabase({ databaseUrl, dataDirectory }: Config): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  return dataDirectory === undefined ? openPgliteInMemory() : openPglite(dataDirectory);
}

function openReplicaOf(
  { databaseReplicaUrl }: Config,
  { database }: OpenDatabase,
  { store }: Registry,
  log: Log,
): { readonly storeFor: StoreFor; readonly close: () => Promise<void> } | undefined {
  if (databaseReplicaUrl === undefined) return undefined;
  const replica = openReplica(databaseReplicaUrl);
  const reads = { database: replica.database, reads: readsOn(replica) };
  const onFailure = (error: unknown) => log.warn({ error: describeError(error) }, 'replica left out');
  return { storeFor: readYourWrites({ database, store }, reads, onFailure), close: replica.close };
}

function registryOn(open: OpenDatabase, config: Config, now: () => Date): Registry {
  const [sealingKey] = config.secretEncryptionKeys;
  return {
    policy: {
      recoverableSecrets: sealingKey !== undefined,
      allowedJwksHosts: new Set(config.allowedJwksHosts),
    },
    sealSecret: (plaintext) => {
      if (sealingKey === undefined) throw new Error('There is no key to seal a secret with.');
      return sealSecret(plaintext, sealingKey);
    },
    store: storeOn(open),
    restoreDays: config.restoreDays,
    newId: identifierFactory(() => now().getTime()),
    issueSecret: () => issueSecret(),
    now,
  };
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((done, fail) => {
    // Brackets belong to URLs; the socket takes the bare address.
    server.once('error', fail).listen(port, host.replace(/^\[(.*)\]$/, '$1'), () => {
      server.off('error', fail);
      done();
    });
  });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${/^[^[].*:/.test(host) ? `[${host}]` : host}:${port}`;
}

/** How long requests under way may take once the server is closing; a connection that says nothing has no longer. */
const drainMilliseconds = 5000;

/** A keep-alive connection that is not told to close would be cut with a request on it. */
function closeServer(server: Server): Promise<void> {
  server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
  return new Promise((done) => {
    const deadline = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
    server.close(() => {
      clearTimeout(deadline);
      done();
    });
    server.closeIdleConnections();
  });
}
