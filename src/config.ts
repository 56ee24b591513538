import { fileURLToPath } from 'node:url';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import {
  allowedHosts,
  jwksFile,
  jwksUrl,
  number,
  onOrOff,
  port,
  postgresUrl,
  privateUseSchemes,
  proxies,
  replicaUrl,
  sealingKeys,
  text,
  tlsProblems,
  webOrigins,
  webUrl,
} from './config-value.ts';
import { closestName } from './registration/closest-name.ts';
import { isLoopbackHost } from './registration/host.ts';
import { withTlsVariables } from './store/postgres-url.ts';

/** Where the public keys come from that verify bearer tokens. */
type KeySource =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly jwks: JSONWebKeySet }
  /** A key pair of this installation's own, in the data directory. */
  | { readonly kind: 'development' };

export interface Config {
  /** Interface to listen on. */
  readonly host: string;
  /** TCP port, 0 to 65535; 0 takes a free one. */
  readonly port: number;
  /** PostgreSQL URL with the TLS parameters of the environment; `undefined` for the embedded database. */
  readonly databaseUrl: string | undefined;
  /** PostgreSQL URL of a replica of it that reads may come from; `undefined` for none. */
  readonly databaseReplicaUrl: string | undefined;
  /** Directory of the embedded database and of the development issuer's key; `undefined` keeps both in memory. */
  readonly dataDirectory: string | undefined;
  readonly keySource: KeySource;
  /** The `iss` a token has to carry. */
  readonly issuer: string;
  /** The `aud` a token has to carry. */
  readonly audience: string;
  /** The `typ` that every token must have; `undefined` also accepts tokens without a type of their own. */
  readonly tokenType: 'at+jwt' | undefined;
  readonly logLevel: LogLevel;
  /** `undefined`: `text` where standard error is a terminal, else `json`. */
  readonly logFormat: LogFormat | undefined;
  /** 256-bit keys that seal recoverable secrets: the first encrypts, all decrypt. Empty: no secret is recoverable. */
  readonly secretEncryptionKeys: readonly Uint8Array[];
  /** Hosts, in lower case, that a `jwks_uri` may name although they are not public. */
  readonly allowedJwksHosts: readonly string[];
  /** Private-use schemes without a dot, in lower case, that redirect URIs of public clients may have. */
  readonly allowedPrivateUseSchemes: readonly string[];
  /** Days for which a deleted client can be restored, 1 to 3650; after that it is erased. */
  readonly restoreDays: number;
  /** Who may ask for the schema. */
  readonly introspection: Introspection;
  /** Whether the GraphQL door serves a subgraph of Apollo Federation 2. */
  readonly federation: boolean;
  /** Web origins whose pages may call, as they stand in `Origin`. Empty: none. */
  readonly corsOrigins: readonly string[];
  /** Addresses and ranges of proxies whose `X-Forwarded-For` is believed. Empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** How much may be asked in ten seconds; `undefined` for as much as there is. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests of one actor that run at the same time, 1 to 10,000; more of them wait. */
  readonly actorConcurrency: number;
  /** Bytes of a response, before JSON escapes texts. MAX_RESPONSE_KIB is 64 to 1,048,576; default 8 MiB. */
  readonly maxResponseBytes: number;
  /** Open connections, 1 to 100,000; past them new ones are closed. */
  readonly maxConnections: number;
  /** Seconds that stopping may take, 1 to 600. */
  readonly shutdownSeconds: number;
  /** Base URL of an OpenTelemetry collector (OTLP over HTTP); `undefined` for no traces. */
  readonly traceEndpoint: URL | undefined;
  /** Directory with the built files of the console; `undefined` where it is not served. */
  readonly consoleDirectory: string | undefined;
  /** Whether a browser at `/graphql` is shown GraphiQL. */
  readonly graphiql: boolean;
}

/** `authenticated`: whoever may read. `public`: everyone, also without a token. `off`: nobody. */
export type Introspection = (typeof introspections)[number];
const introspections = ['authenticated', 'public', 'off'] as const;

/** Requests, or mutations of one document, in ten seconds. */
export interface RateLimit {
  /** Of one actor. */
  readonly actor: number;
  /** From one address, before it is known who calls. */
  readonly address: number;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

const logFormats = ['json', 'text'] as const;
export type LogFormat = (typeof logFormats)[number];
/** What happens where a connection to a PostgreSQL server on another machine does not verify it. */
const tlsPolicies = ['warn', 'require-verified'] as const;

const developmentIssuer = 'https://clientele.localhost';
const developmentAudience = 'clientele';

/** The coding tools that sign in with a scheme of their own without a dot. */
const defaultPrivateUseSchemes = ['cursor', 'vscode', 'vscode-insiders', 'windsurf', 'claude'];

/** Where `npm run build` puts the console, seen from `src` and from `dist` alike. */
const builtConsole = fileURLToPath(new URL('../dist/console', import.meta.url));

/** Every problem of the configuration, each by the name of its variable and without its value, which may be a password. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const environmentSchema = z.object({
  HOST: text.min(1, 'has to be a host name or an address').default('127.0.0.1'),
  PORT: port.default(4000),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URL: replicaUrl.optional(),
  DATABASE_TLS: text.pipe(z.enum(tlsPolicies, `has to be one of ${tlsPolicies.join(', ')}`)).default('warn'),
  PGSSLMODE: text.optional(),
  PGSSLROOTCERT: text.optional(),
  PGSSLCERT: text.optional(),
  PGSSLKEY: text.optional(),
  DATA_DIR: text.min(1, 'has to be a directory, or memory://').default('.data'),
  AUTH_JWKS_URL: jwksUrl.optional(),
  AUTH_JWKS_FILE: jwksFile.optional(),
  AUTH_ISSUER: text.min(1, 'has to be the issuer of the tokens').optional(),
  AUTH_AUDIENCE: text.min(1, 'has to be the audience of the tokens').optional(),
  AUTH_TOKEN_TYPE: text.pipe(z.enum(['at+jwt'], 'must be at+jwt')).optional(),
  SECRET_ENCRYPTION_KEYS: sealingKeys.default([]),
  JWKS_URI_ALLOWED_HOSTS: allowedHosts.default([]),
  ALLOWED_PRIVATE_USE_SCHEMES: privateUseSchemes.default(defaultPrivateUseSchemes),
  RESTORE_DAYS: number(1, 3650, 'days').default(30),
  INTROSPECTION: text
    .pipe(z.enum(introspections, `has to be one of ${introspections.join(', ')}`))
    .default('authenticated'),
  FEDERATION: onOrOff.default('off'),
  CORS_ORIGINS: webOrigins.default([]),
  TRUST_PROXY: proxies.default([]),
  RATE_LIMIT: onOrOff.default('on'),
  RATE_LIMIT_ACTOR: number(1, 1_000_000, 'requests').default(500),
  RATE_LIMIT_ADDRESS: number(1, 1_000_000, 'requests').default(2000),
  CONCURRENCY_ACTOR: number(1, 10_000, 'requests').default(16),
  MAX_RESPONSE_KIB: number(64, 1_048_576, 'KiB').default(8192),
  MAX_CONNECTIONS: number(1, 100_000, 'connections').default(5000),
  SHUTDOWN_SECONDS: number(1, 600, 'seconds').default(10),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  CONSOLE: onOrOff.default('on'),
  GRAPHIQL: onOrOff.optional(),
  LOG_LEVEL: text.pipe(z.enum(logLevels, `has to be one of ${logLevels.join(', ')}`)).default('info'),
  LOG_FORMAT: text.pipe(z.enum(logFormats, `has to be one of ${logFormats.join(', ')}`)).optional(),
});

export type EnvironmentVariable = keyof typeof environmentSchema.shape;

/** What a variable comes to where it is not set; `undefined` where nothing stands for it. */
export function environmentDefaults(): Readonly<Record<EnvironmentVariable, unknown>> {
  return environmentSchema.parse({}) as Record<EnvironmentVariable, unknown>;
}

/** The variables that are set, as they stand in the environment. An empty one counts as absent. */
export function givenVariables(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Partial<Record<EnvironmentVariable, string>>> {
  const names = Object.keys(environmentSchema.shape);
  const given = names.map((name) => [name, environment[name]?.trim()]).filter(([, value]) => value);
  return Object.fromEntries(given);
}

/**
 * Variables that are set and look like misspelled ones of this program, such as `DATABSE_URL`, each as a sentence without its
 * value. Such a variable has no effect, which is seldom noticed: without DATABASE_URL the embedded database is used.
 */
export function misspelledVariables(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const known = Object.keys(environmentSchema.shape);
  return Object.keys(environment)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const closest = closestName(name, known);
      return closest === undefined
        ? []
        : [`${name} is not a variable of Clientele. Did you mean ${closest}?`];
    });
}

/**
 * Sets the variables of a file like `.env.example`. One that is set already stays as it is.
 *
 * @throws {ConfigProblems} when the file cannot be read.
 */
export function readEnvironmentFile(path: string): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigProblems([`--env names a file that cannot be read (${code})`]);
  }
}

/**
 * Reads the configuration from the environment, once, at start. An empty variable counts as absent.
 *
 * @throws {ConfigProblems} naming every problem at once.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  problems.push(...problemsBetween(given), ...urlProblems(given));
  if (!parsed.success || problems.length > 0)
    throw new ConfigProblems([...problems, ...misspelledVariables(environment)]);
  const { data } = parsed;
  const keySource = keySourceOf(data);
  return {
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL && withTlsVariables(data.DATABASE_URL, given),
    databaseReplicaUrl: data.DATABASE_REPLICA_URL && withTlsVariables(data.DATABASE_REPLICA_URL, given),
    dataDirectory: data.DATA_DIR === 'memory://' ? undefined : data.DATA_DIR,
    keySource,
    issuer: data.AUTH_ISSUER ?? developmentIssuer,
    audience: data.AUTH_AUDIENCE ?? developmentAudience,
    tokenType: data.AUTH_TOKEN_TYPE,
    logLevel: data.LOG_LEVEL,
    logFormat: data.LOG_FORMAT,
    secretEncryptionKeys: data.SECRET_ENCRYPTION_KEYS,
    allowedJwksHosts: data.JWKS_URI_ALLOWED_HOSTS,
    allowedPrivateUseSchemes: data.ALLOWED_PRIVATE_USE_SCHEMES,
    restoreDays: data.RESTORE_DAYS,
    introspection: data.INTROSPECTION,
    federation: data.FEDERATION === 'on',
    corsOrigins: data.CORS_ORIGINS,
    trustedProxies: data.TRUST_PROXY,
    rateLimit:
      data.RATE_LIMIT === 'off'
        ? undefined
        : { actor: data.RATE_LIMIT_ACTOR, address: data.RATE_LIMIT_ADDRESS },
    actorConcurrency: data.CONCURRENCY_ACTOR,
    maxResponseBytes: data.MAX_RESPONSE_KIB * 1024,
    maxConnections: data.MAX_CONNECTIONS,
    shutdownSeconds: data.SHUTDOWN_SECONDS,
    traceEndpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    consoleDirectory: data.CONSOLE === 'on' ? builtConsole : undefined,
    graphiql: data.GRAPHIQL === undefined ? keySource.kind === 'development' : data.GRAPHIQL === 'on',
  };
}

/**
 * A PostgreSQL URL with the TLS parameters of the environment, for a program that is not configured by the environment otherwise.
 *
 * @param name of the URL in messages.
 * @throws {ConfigProblems} where the parameters cannot be used, or `DATABASE_TLS` forbids them.
 */
export function completePostgresUrl(
  name: string,
  url: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const complete = withTlsVariables(url, environment);
  const problems = tlsProblems(complete, isVerificationRequired(environment));
  if (problems.length > 0) throw new ConfigProblems(problems.map((problem) => `${name} ${problem}`));
  return complete;
}

function isVerificationRequired({ DATABASE_TLS }: Readonly<Record<string, string | undefined>>): boolean {
  return DATABASE_TLS?.trim() === 'require-verified';
}

function urlProblems(given: Record<string, string | undefined>): string[] {
  return ['DATABASE_URL', 'DATABASE_REPLICA_URL'].flatMap((name) => {
    const url = given[name]?.trim();
    if (url === undefined) return [];
    const problems = tlsProblems(withTlsVariables(url, given), isVerificationRequired(given));
    return problems.map((problem) => `${name} ${problem}`);
  });
}

function problemsBetween(given: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  const hasKeys = 'AUTH_JWKS_URL' in given || 'AUTH_JWKS_FILE' in given;
  if ('AUTH_JWKS_URL' in given && 'AUTH_JWKS_FILE' in given) {
    problems.push('AUTH_JWKS_FILE is set beside AUTH_JWKS_URL; choose one of the two');
  }
  if ('DATABASE_REPLICA_URL' in given && !('DATABASE_URL' in given)) {
    problems.push('DATABASE_REPLICA_URL is set without DATABASE_URL, which it is a replica of');
  }
  if (hasKeys && !('AUTH_ISSUER' in given)) problems.push('AUTH_ISSUER is required with AUTH_JWKS_*');
  if (hasKeys && !('AUTH_AUDIENCE' in given)) problems.push('AUTH_AUDIENCE is required with AUTH_JWKS_*');
  if (!hasKeys && !isLoopbackHost(given.HOST?.trim() ?? 'localhost')) {
    problems.push(
      'HOST is not a loopback address, and without AUTH_JWKS_URL or AUTH_JWKS_FILE this server trusts its own ' +
        'development issuer; set one of them, or listen on 127.0.0.1',
    );
  }
  return problems;
}

function keySourceOf(data: z.output<typeof environmentSchema>): KeySource {
  if (data.AUTH_JWKS_URL) return { kind: 'url', url: data.AUTH_JWKS_URL };
  if (data.AUTH_JWKS_FILE) return { kind: 'file', jwks: data.AUTH_JWKS_FILE };
  return { kind: 'development' };
}
