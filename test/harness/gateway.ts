import { Writable } from 'node:stream';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { DevelopmentClaims } from '../../src/access/development-issuer.ts';
import type { Config } from '../../src/config.ts';
import { type Sources, start } from '../../src/server/start.ts';
import { emptyDatabase } from './embedded-database.ts';
import { createDatabase } from './postgres-server.ts';
import { allRows } from './row.ts';

/** For tests whose result may depend on the database; they run on both. One test of each API does. */
export const databases = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseKind = (typeof databases)[number];

/** For tests whose result does not depend on the database: `npm run test:all` runs them on both. */
export const usualDatabases: readonly DatabaseKind[] = inject('isThorough') ? databases : ['PostgreSQL'];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; `undefined` when there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back.
  readonly body: any;
  readonly text: string;
}

export interface Call {
  /** Default: a fresh administrator of tenant `acme`. `null` sends no token. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole gateway on a free port with its own database, and functions to call it and to inspect it. */
export type TestGateway = Awaited<ReturnType<typeof openGateway>>;

export async function openGateway(kind: DatabaseKind, overrides: Partial<Config> = {}, sources?: Sources) {
  const logLines: string[] = [];
  const log = pino({ level: 'trace' }, collect(logLines));
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    databaseUrl:
      kind === 'PostgreSQL'
        ? await createDatabase(inject('postgresUrl'), inject('migratedDatabaseUrl'))
        : undefined,
    databaseReplicaUrl: undefined,
    dataDirectory: undefined,
    keySource: { kind: 'development' },
    issuer: 'https://issuer.test',
    audience: 'clientele-test',
    tokenType: undefined,
    logLevel: 'trace',
    logFormat: undefined,
    secretEncryptionKeys: [],
    allowedJwksHosts: [],
    allowedPrivateUseSchemes: ['cursor'],
    restoreDays: 30,
    introspection: 'authenticated',
    defaultLanguage: 'en',
    federation: false,
    corsOrigins: [],
    trustedProxies: [],
    rateLimit: undefined,
    actorConcurrency: 16,
    maxResponseBytes: 8 * 1024 * 1024,
    maxConnections: 1000,
    shutdownSeconds: 1,
    traceEndpoint: undefined,
    consoleDirectory: inject('consoleDirectory'),
    graphiql: true,
    ...overrides,
  };
  const { url, database, developmentIssuer, signInCodes, close } = await start(config, log, {
    now: () => new Date(),
    dump: kind === 'PGlite' ? await emptyDatabase() : undefined,
    ...sources,
  });
  const administrator = { role: 'admin', tenant: 'acme', sub: 'alice', ttl: 300 };
  const token = async (claims: Partial<DevelopmentClaims> = {}) => {
    if (developmentIssuer === undefined)
      throw new Error('Only a gateway with a development issuer has tokens to give.');
    return developmentIssuer.sign({ ...administrator, ...claims }, config.issuer, config.audience);
  };
  /** A one-time code that the console exchanges for an administrator's token. */
  const code = (claims: Partial<DevelopmentClaims> = {}) => {
    if (signInCodes === undefined)
      throw new Error('Only a gateway with a development issuer has codes to give.');
    return signInCodes.issue({ ...administrator, ...claims });
  };
  const send = async (method: string, path: string, body?: unknown, call: Call = {}): Promise<Answer> => {
    const bearer = call.token === undefined ? await token() : call.token;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        // `fetch` accepts anything, and would get 200 for an invalid GraphQL request.
        ...(path.startsWith('/graphql') ? { accept: 'application/graphql-response+json' } : {}),
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
  return {
    url,
    database: database.database,
    databaseUrl: config.databaseUrl,
    logLines,
    token,
    code,
    send,
    graphql: (query: string, variables?: object, call?: Call) =>
      send('POST', '/graphql', { query, variables }, call),
    /** Every row of every table, for tests that compare before and after or search for forbidden content. */
    rows: () => allRows(database.database),
    /** Every row except the audit events of refusals, which a refusal must not change. */
    written: async () => {
      const rows = await allRows(database.database);
      return { ...rows, auditEvents: rows.auditEvents.filter(({ outcome }) => outcome === 'done') };
    },
    close: () => close(),
    /** Stops the gateway as a service manager does. */
    stop: () => close(true),
  };
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
