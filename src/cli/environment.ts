import { type EnvironmentVariable, environmentDefaults } from '../config.ts';
import { helpList } from './help-list.ts';

interface VariableText {
  readonly description: string;
  /** What it comes to where it is not set and has no default of its own. */
  readonly absent?: string;
}

/** What each variable of the environment is for. */
const variables: Readonly<Record<EnvironmentVariable, VariableText>> = {
  HOST: { description: 'interface to listen on' },
  PORT: { description: 'port to listen on; 0 takes a free one' },
  DATABASE_URL: {
    description: 'PostgreSQL, as postgres://user:password@host:5432/database',
    absent: 'the embedded database in DATA_DIR',
  },
  DATABASE_REPLICA_URL: { description: 'a replica that reads may come from', absent: 'none' },
  DATABASE_TLS: {
    description:
      'what to do about a PostgreSQL server on another host that is not verified: warn or require-verified',
  },
  PGSSLMODE: { description: 'sslmode of a PostgreSQL URL without one', absent: 'prefer' },
  PGSSLROOTCERT: {
    description: 'file of the CAs that PostgreSQL servers are verified with, or system',
    absent: '~/.postgresql/root.crt if it exists',
  },
  PGSSLCERT: { description: 'file of the client certificate for PostgreSQL', absent: 'none' },
  PGSSLKEY: { description: 'file of its private key', absent: 'none' },
  DATA_DIR: { description: 'directory of the embedded database and of the development key, or memory://' },
  AUTH_JWKS_URL: {
    description: 'URL of the keys that verify tokens',
    absent: 'the development issuer',
  },
  AUTH_JWKS_FILE: { description: 'the same in a file', absent: 'the development issuer' },
  AUTH_ISSUER: { description: 'the iss of tokens', absent: "the development issuer's" },
  AUTH_AUDIENCE: { description: 'the aud of tokens', absent: "the development issuer's" },
  AUTH_TOKEN_TYPE: {
    description: 'at+jwt accepts only tokens of this type (RFC 9068)',
    absent: 'also tokens without a type',
  },
  SECRET_ENCRYPTION_KEYS: {
    description: '256-bit keys in base64url that keep the secrets of client_secret_jwt recoverable',
    absent: 'none: client_secret_jwt is refused',
  },
  JWKS_URI_ALLOWED_HOSTS: {
    description: 'hosts that a jwks_uri may name although they are not public',
    absent: 'none',
  },
  ALLOWED_PRIVATE_USE_SCHEMES: {
    description:
      'schemes without a dot that redirect URIs of public clients may have, with commas between them; none allows none',
    absent: 'cursor,vscode,vscode-insiders,windsurf,claude',
  },
  RESTORE_DAYS: { description: 'days for which a deleted client can be restored' },
  INTROSPECTION: { description: 'who may ask for the schema: authenticated, public or off' },
  FEDERATION: { description: 'on serves a subgraph of Apollo Federation 2; on or off' },
  CONSOLE: { description: 'the console at /console: on or off' },
  GRAPHIQL: {
    description: 'GraphiQL for a browser at /graphql: on or off',
    absent: 'on with the development issuer, else off',
  },
  CORS_ORIGINS: { description: 'web origins whose pages may call', absent: 'none' },
  TRUST_PROXY: { description: 'proxies whose X-Forwarded-For is believed', absent: 'none' },
  RATE_LIMIT: { description: 'on or off' },
  RATE_LIMIT_ACTOR: { description: 'requests of one actor in ten seconds' },
  RATE_LIMIT_ADDRESS: { description: 'requests from one address in ten seconds' },
  CONCURRENCY_ACTOR: { description: 'requests of one actor that run at the same time; more of them wait' },
  MAX_RESPONSE_KIB: { description: 'KiB of a response; a larger one is refused' },
  MAX_CONNECTIONS: { description: 'open connections' },
  SHUTDOWN_SECONDS: { description: 'seconds that stopping may take' },
  OTEL_EXPORTER_OTLP_ENDPOINT: { description: 'an OpenTelemetry collector for traces', absent: 'none' },
  LOG_LEVEL: { description: 'silent, fatal, error, warn, info, debug or trace' },
  LOG_FORMAT: {
    description: 'format of log lines: json or text',
    absent: 'text where standard error is a terminal, else json',
  },
};

export const variableNames = Object.keys(variables) as EnvironmentVariable[];

/** What a variable comes to where it is not set. */
export function defaultOf(name: EnvironmentVariable): string {
  const value = environmentDefaults()[name];
  const isOwn = typeof value === 'string' || typeof value === 'number';
  return isOwn ? `${value}` : (variables[name].absent ?? 'none');
}

/** The part of a help text that tells of these variables. */
export function environmentHelp(names: readonly EnvironmentVariable[] = variableNames): string {
  return helpList(
    'Environment variables',
    names.map((name) => [name, `${variables[name].description} (default: ${defaultOf(name)})`]),
  );
}
