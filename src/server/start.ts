import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DevelopmentIssuer, openDevelopmentIssuer } from '../access/development-issuer.ts';
import { createSignInCodes, type SignInCodes } from '../access/sign-in-code.ts';
import { createAuthenticate } from '../access/token-verifier.ts';
import { type TrustedKeys, trustedKeys } from '../access/trusted-key.ts';
import type { Config } from '../config.ts';
import { issueSecret } from '../credentials/client-secret.ts';
import { encryptSecret } from '../credentials/encrypted-secret.ts';
import { identifierFactory } from '../credentials/identifier.ts';
import { schema } from '../graphql/schema.ts';
import { createSubgraph } from '../graphql/subgraph.ts';
import { openRefusalLog } from '../operations/audit/refusal-log.ts';
import type { Services } from '../operations/services.ts';
import type { OpenDatabase } from '../store/database.ts';
import { inTime } from '../store/deadline.ts';
import { inDataDirectory } from '../store/embedded/data-directory.ts';
import { openPglite, openPgliteInMemory } from '../store/embedded/pglite.ts';
import { openPostgres, openReplica } from '../store/postgres/postgres.ts';
import { unverifiedWarnings } from '../store/postgres/postgres-url.ts';
import { readYourWrites, type StoreFor } from '../store/postgres/read-your-writes.ts';
import { readsOn, storeOn } from '../store/store.ts';
import { shareEventLoop } from './event-loop-share.ts';
import { createGateway } from './gateway.ts';
import { openGraphqlEndpoint } from './graphql/graphql-endpoint.ts';
import { limitConcurrency } from './http/concurrency-limit.ts';
import { drainOf } from './http/drain.ts';
import { listen } from './http/listen.ts';
import { openCodeExchange } from './http/page/code-exchange.ts';
import { openConsole, redirectToConsole } from './http/page/console.ts';
import { openGraphiql } from './http/page/graphiql.ts';
import type { WebPage } from './http/page/web-page.ts';
import { limitRates, type RateLimiter, unlimited } from './http/rate-limit.ts';
import { startMaintenance } from './maintenance.ts';
import { createHealth } from './observe/health.ts';
import { instrumented } from './observe/instrumented.ts';
import { describeError, type Log } from './observe/log.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { logRepeatedFailures } from './observe/repeated-failure.ts';
import { noTracer, openTracer, type Tracer } from './observe/tracing.ts';

export interface RunningGateway {
  /** Base URL with the actual port. */
  readonly url: string;
  readonly database: OpenDatabase;
  /** Only without AUTH_JWKS_*. */
  readonly developmentIssuer: DevelopmentIssuer | undefined;
  /** Only without AUTH_JWKS_*. */
  readonly signInCodes: SignInCodes | undefined;
  /**
   * Finishes the requests in progress, then closes the server and the database.
   *
   * @param isAnnounced first accepts requests for a while longer, so that load balancers see `/readyz` fail and send no more.
   */
  readonly close: (isAnnounced?: boolean) => Promise<void>;
}

export interface Sources {
  readonly now: () => Date;
  /** A dump to start a database in memory with. Default: an empty database. */
  readonly dump?: Blob | undefined;
}

/** Opens the database, migrates it and listens. The gateway accepts requests when the promise resolves. */
export async function start(
  config: Config,
  log: Log,
  { now, dump }: Sources = { now: () => new Date() },
): Promise<RunningGateway> {
  const isDevelopment = config.keySource.kind === 'development';
  const developmentIssuer = isDevelopment ? await openIssuer(config, now) : undefined;
  const signInCodes = isDevelopment ? createSignInCodes(now) : undefined;
  const keys = trustedKeys(config.keySource, developmentIssuer);
  const authenticate = createAuthenticate(config, keys, now);
  for (const warning of unverifiedWarnings(config.databaseUrl, config.databaseReplicaUrl)) log.warn(warning);
  const database = await openDatabase(config, dump);
  const tracer = await openTracerOf(config, log);
  const metrics = createMetrics(() => countConnections(server));
  const services = servicesOn(database, config, now, { metrics, tracer });
  const replica = openReplicaOf(config, database, services, log);
  const health = createHealth(database.database);
  const limiter = openLimiter(config, database, log);
  const storeFor = replica?.storeFor;
  const pages = await openPages(config, developmentIssuer, signInCodes);
  const server = createGateway({
    config,
    services,
    storeFor,
    authenticate,
    concurrency: limitConcurrency(config.actorConcurrency),
    handleGraphql: openGraphqlEndpoint(config.federation ? createSubgraph() : schema),
    limiter,
    takeTurn: shareEventLoop(),
    pages,
    health,
    metrics,
    tracer,
    log,
    failures: logRepeatedFailures(log),
  });
  const drain = drainOf(server);
  try {
    await listen(server, config);
  } catch (error) {
    await database.close();
    throw error;
  }
  // Not awaited: the server of the keys may start later.
  if (config.keySource.kind === 'url') void warnWithoutKeys(keys, log);
  const maintenance = startMaintenance(services, log);
  return {
    url: urlOf(server, config.host),
    database,
    developmentIssuer,
    signInCodes,
    close: async (isAnnounced = false) => {
      health.drain();
      const milliseconds = config.shutdownSeconds * 1000;
      const announce = isAnnounced ? milliseconds * announceShare : 0;
      await Promise.all([drain.close(announce, milliseconds * drainShare), maintenance.stop()]);
      limiter.stop();
      await writeRefusals(services, milliseconds * recordShare, log);
      await Promise.all([database.close(), replica?.close(), tracer.stop()]);
    },
  };
}

/** Shares of the time to stop: for accepting requests, and for finishing those in progress. The rest is for the database. */
const announceShare = 0.3;
const drainShare = 0.5;
const recordShare = 0.1;

async function writeRefusals({ refusals }: Services, milliseconds: number, log: Log): Promise<void> {
  try {
    await inTime(refusals.writeAll(), milliseconds);
  } catch (error) {
    log.error({ error: describeError(error) }, 'audit counts of repeated refusals were lost');
  }
}

async function warnWithoutKeys(keys: TrustedKeys, log: Log): Promise<void> {
  try {
    await keys.refresh();
  } catch (error) {
    log.warn(
      { error: describeError(error) },
      'AUTH_JWKS_URL cannot be fetched; until it can, every request is refused',
    );
  }
}

async function openPages(
  config: Config,
  issuer: DevelopmentIssuer | undefined,
  codes: SignInCodes | undefined,
): Promise<readonly WebPage[]> {
  const { consoleDirectory, graphiql } = config;
  const pages = graphiql ? [openGraphiql()] : [];
  if (consoleDirectory === undefined) return pages;
  pages.push(await openConsole(consoleDirectory), redirectToConsole);
  if (!issuer || !codes) return pages;
  return [openCodeExchange(codes, (claims) => issuer.sign(claims, config.issuer, config.audience)), ...pages];
}

function openLimiter({ rateLimit }: Config, database: OpenDatabase, log: Log): RateLimiter {
  if (rateLimit === undefined) return unlimited;
  return limitRates(rateLimit, database, (error) =>
    log.warn({ error: describeError(error) }, 'rate limits cannot be shared with other gateways'),
  );
}

async function openTracerOf({ traceEndpoint }: Config, log: Log): Promise<Tracer> {
  if (traceEndpoint === undefined) return noTracer;
  return openTracer(traceEndpoint, (error) =>
    log.warn({ error: describeError(error) }, 'trace spans not exported'),
  );
}

function countConnections(server: Server): Promise<number> {
  return new Promise((done, fail) =>
    server.getConnections((error, count) => (error ? fail(error) : done(count))),
  );
}

function openIssuer({ dataDirectory }: Config, now: () => Date): Promise<DevelopmentIssuer> {
  const open = () => openDevelopmentIssuer(dataDirectory, now);
  return dataDirectory === undefined ? open() : inDataDirectory(dataDirectory, open);
}

function openDatabase({ databaseUrl, dataDirectory }: Config, dump?: Blob): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  return dataDirectory === undefined ? openPgliteInMemory(dump) : openPglite(dataDirectory);
}

function openReplicaOf(
  { databaseReplicaUrl }: Config,
  { database }: OpenDatabase,
  { store }: Services,
  log: Log,
): { readonly storeFor: StoreFor; readonly close: () => Promise<void> } | undefined {
  if (databaseReplicaUrl === undefined) return undefined;
  const replica = openReplica(databaseReplicaUrl);
  const reads = { database: replica.database, reads: readsOn(replica) };
  const onFailure = (error: unknown) =>
    log.warn({ error: describeError(error) }, 'replica failed; not used until it recovers');
  return { storeFor: readYourWrites({ database, store }, reads, onFailure), close: replica.close };
}

function servicesOn(
  open: OpenDatabase,
  config: Config,
  now: () => Date,
  { metrics, tracer }: { readonly metrics: Metrics; readonly tracer: Tracer },
): Services {
  const [encryptionKey] = config.secretEncryptionKeys;
  const newId = identifierFactory(() => now().getTime());
  const store = instrumented(storeOn(open, metrics.statements), (call, run) =>
    tracer.within(call, () => metrics.databaseCall(call, run)),
  );
  return {
    policy: {
      recoverableSecrets: encryptionKey !== undefined,
      allowedJwksHosts: new Set(config.allowedJwksHosts),
      allowedPrivateUseSchemes: new Set(config.allowedPrivateUseSchemes),
    },
    encryptSecret: (plaintext) => {
      if (encryptionKey === undefined) throw new Error('There is no key to encrypt a secret with.');
      return encryptSecret(plaintext, encryptionKey);
    },
    store,
    instrument: (name, run) => metrics.measureOperation(name, () => tracer.within(name, run)),
    refusals: openRefusalLog({ newId, now, write: store.recordAuditEvent }),
    restoreDays: config.restoreDays,
    newId,
    issueSecret: () => issueSecret(),
    now,
  };
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${/^[^[].*:/.test(host) ? `[${host}]` : host}:${port}`;
}
