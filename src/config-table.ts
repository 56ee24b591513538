import {
  directory,
  encryptionKeys,
  filePath,
  hosts,
  jwksFile,
  jwksUrl,
  kibibytes,
  number,
  oneOf,
  onOrOff,
  postgresUrl,
  privateUseSchemes,
  proxies,
  replicaUrl,
  text,
  type ValueType,
  webOrigins,
  webUrl,
} from './config-value.ts';
import { languages } from './domain/error/language.ts';

/** The headings of the documentation, in its order. */
export const sections = [
  'Network',
  'Database',
  'Access tokens',
  'Registration',
  'Interfaces',
  'Limits',
  'Logs and traces',
] as const;

export interface Variable<Value = unknown> {
  readonly section: (typeof sections)[number];
  readonly type: ValueType<Value>;
  /** Value of a variable that is not set, written as in the environment. Without one, the value is `undefined`. */
  readonly default?: string;
  /** The effect of not setting the variable, where `default` does not say it. */
  readonly unset?: string;
  /** One sentence without a period, for the help of commands and the documentation. */
  readonly meaning: string;
  /** Further sentences, for the documentation only. */
  readonly detail?: string;
  /** The member of `Config` with the value. Without one, `loadConfig` derives other members from it. */
  readonly setting?: string;
}

/**
 * Every environment variable. Its type, default and name in `Config`, the help of the commands, the check for misspelled names,
 * `.env.example` and `docs/configuration.md` are derived from this table.
 */
const table = {
  HOST: {
    section: 'Network',
    type: text,
    default: '127.0.0.1',
    meaning: 'Host name or address to listen on',
    detail: 'Without `AUTH_JWKS_URL` and `AUTH_JWKS_FILE` it must be a loopback address.',
    setting: 'host',
  },
  PORT: {
    section: 'Network',
    type: number(0, 65_535),
    default: '4000',
    meaning: 'TCP port to listen on; 0 selects a free port',
    detail: 'The start-up message prints the port.',
    setting: 'port',
  },
  TRUST_PROXY: {
    section: 'Network',
    type: proxies,
    default: '',
    unset: 'none',
    meaning: 'Proxies whose `X-Forwarded-For` is trusted',
    detail:
      'By default the address of a caller is that of its connection. Behind a proxy that is not listed, all callers have one address and share its rate limit.',
    setting: 'trustedProxies',
  },
  CORS_ORIGINS: {
    section: 'Network',
    type: webOrigins,
    default: '',
    unset: 'none',
    meaning: 'Web origins whose pages may call the API',
    detail: 'Write them exactly as browsers send them. Cookies are never accepted.',
    setting: 'corsOrigins',
  },
  SHUTDOWN_SECONDS: {
    section: 'Network',
    type: number(1, 600, 'seconds'),
    default: '10',
    meaning: 'Longest time that stopping may take, in seconds',
    detail:
      'After SIGTERM, `/readyz` fails for the first three tenths of this time while requests are still accepted, so that load balancers stop sending them. SIGINT stops without this delay.',
    setting: 'shutdownSeconds',
  },
  DATABASE_URL: {
    section: 'Database',
    type: postgresUrl,
    unset: 'the embedded database in DATA_DIR',
    meaning: 'PostgreSQL database, as postgres://user:password@host:5432/database',
    detail: 'Of several hosts, separated by commas, the primary is used.',
  },
  DATABASE_REPLICA_URL: {
    section: 'Database',
    type: replicaUrl,
    unset: 'all reads use the primary',
    meaning: 'Replica of the PostgreSQL database for reads',
    detail: 'Requires `DATABASE_URL`.',
  },
  DATABASE_TLS: {
    section: 'Database',
    type: oneOf('warn', 'require-verified'),
    default: 'warn',
    meaning: 'Whether a PostgreSQL server on another host must be verified (`sslmode=verify-full`)',
    detail:
      '`warn` logs a warning for a server that is not verified; `require-verified` refuses to start. Loopback addresses and Unix sockets are exempt.',
  },
  PGSSLMODE: {
    section: 'Database',
    type: text,
    unset: 'prefer, without verification',
    meaning: 'The `sslmode` of a PostgreSQL URL that has none',
    detail: 'One of disable, allow, prefer, require, verify-ca, verify-full, as in libpq.',
  },
  PGSSLROOTCERT: {
    section: 'Database',
    type: filePath,
    unset: '~/.postgresql/root.crt if it exists',
    meaning: 'The `sslrootcert` of a PostgreSQL URL that has none: a PEM file of trusted CAs, or `system`',
  },
  PGSSLCERT: {
    section: 'Database',
    type: filePath,
    unset: 'no client certificate',
    meaning: 'The `sslcert` of a PostgreSQL URL that has none: a PEM file of the client certificate',
  },
  PGSSLKEY: {
    section: 'Database',
    type: filePath,
    unset: 'no client certificate',
    meaning: 'The `sslkey` of a PostgreSQL URL that has none: a PEM file of its private key',
  },
  DATA_DIR: {
    section: 'Database',
    type: directory,
    default: '.data',
    meaning: 'Directory of the embedded database and of the key of the development issuer',
    detail: '`memory://` keeps both in memory and loses them at exit.',
    setting: 'dataDirectory',
  },
  AUTH_JWKS_URL: {
    section: 'Access tokens',
    type: jwksUrl,
    unset: 'the development issuer',
    meaning: 'URL of the JWK Set that verifies access tokens',
    detail: 'Set this or `AUTH_JWKS_FILE`, not both.',
  },
  AUTH_JWKS_FILE: {
    section: 'Access tokens',
    type: jwksFile,
    unset: 'the development issuer',
    meaning: 'File with the JWK Set that verifies access tokens',
    detail: 'It is read once, at start. The development issuer works on a loopback `HOST` only.',
  },
  AUTH_ISSUER: {
    section: 'Access tokens',
    type: text,
    unset: 'the iss of the development issuer',
    meaning: 'The `iss` that every access token must have',
    detail: 'Required with `AUTH_JWKS_URL` and `AUTH_JWKS_FILE`.',
  },
  AUTH_AUDIENCE: {
    section: 'Access tokens',
    type: text,
    unset: 'the aud of the development issuer',
    meaning: 'The `aud` that every access token must have',
    detail: 'Required with `AUTH_JWKS_URL` and `AUTH_JWKS_FILE`.',
  },
  AUTH_TOKEN_TYPE: {
    section: 'Access tokens',
    type: oneOf('at+jwt'),
    unset: 'access tokens with typ JWT, or without typ, are accepted too',
    meaning: 'The `typ` that every access token must have (RFC 9068 §2.1)',
    detail:
      'Set it if your issuer sends it. Without it, ID tokens, logout tokens and other tokens are recognised by their claims and refused.',
    setting: 'tokenType',
  },
  SECRET_ENCRYPTION_KEYS: {
    section: 'Registration',
    type: encryptionKeys,
    default: '',
    unset: 'client_secret_jwt is refused',
    meaning: 'Keys that encrypt the secrets of `client_secret_jwt`, which must be recoverable',
    detail:
      'The first key encrypts, all keys decrypt. To generate one: `node -p "crypto.randomBytes(32).toString(\'base64url\')"`',
    setting: 'secretEncryptionKeys',
  },
  JWKS_URI_ALLOWED_HOSTS: {
    section: 'Registration',
    type: hosts,
    default: '',
    unset: 'none',
    meaning: 'Hosts that a `jwks_uri` may name although their addresses are not public',
    detail: 'Any port of the host is allowed.',
    setting: 'allowedJwksHosts',
  },
  ALLOWED_PRIVATE_USE_SCHEMES: {
    section: 'Registration',
    type: privateUseSchemes,
    default: 'cursor,vscode,vscode-insiders,windsurf,claude',
    meaning:
      'Schemes without a dot that redirect URIs of public clients may have, as in cursor://app/callback',
    detail:
      '`none` allows none. Schemes with a dot, as in com.example.app:/callback, are always accepted. Schemes that a browser handles itself (javascript, data, file, intent, …) never are.',
    setting: 'allowedPrivateUseSchemes',
  },
  RESTORE_DAYS: {
    section: 'Registration',
    type: number(1, 3650, 'days'),
    default: '30',
    meaning: 'Days for which a deleted client can be restored',
    detail: 'After that it is erased, except for its client_id.',
    setting: 'restoreDays',
  },
  INTROSPECTION: {
    section: 'Interfaces',
    type: oneOf('authenticated', 'public', 'off'),
    default: 'authenticated',
    meaning: 'Callers that may read the GraphQL schema',
    detail: '`authenticated`: callers with the right to read. `public`: all callers, also without a token.',
    setting: 'introspection',
  },
  FEDERATION: {
    section: 'Interfaces',
    type: onOrOff,
    default: 'off',
    meaning: 'Whether the GraphQL endpoint is a subgraph of Apollo Federation 2',
    detail:
      'Its entity `OAuthClient` has the key `clientId`. Compose it from `schema/subgraph.graphql`, or from `_service`, which `INTROSPECTION` protects.',
    setting: 'federation',
  },
  DEFAULT_LANGUAGE: {
    section: 'Interfaces',
    type: oneOf(...languages),
    default: 'en',
    meaning: 'Language of REST messages for callers without `Accept-Language`',
    detail:
      '`Accept-Language` selects one of the same languages. GraphQL messages are always English. Codes never change.',
    setting: 'defaultLanguage',
  },
  CONSOLE: {
    section: 'Interfaces',
    type: onOrOff,
    default: 'on',
    meaning: 'Whether the console is served at /console',
  },
  GRAPHIQL: {
    section: 'Interfaces',
    type: onOrOff,
    unset: 'on with the development issuer, otherwise off',
    meaning: 'Whether browsers get GraphiQL at /graphql',
  },
  RATE_LIMIT: {
    section: 'Limits',
    type: onOrOff,
    default: 'on',
    meaning: 'Whether requests are limited by rate',
    detail: '`off` is meant for load tests.',
  },
  RATE_LIMIT_ACTOR: {
    section: 'Limits',
    type: number(1, 1_000_000, 'requests'),
    default: '500',
    meaning: 'Requests of one actor in ten seconds',
    detail:
      'Each mutation and each dry run (`validateOAuthClient`, `validateOAuthClientUpdate`) of a document counts as a request, and so does each 20 ms of search time beyond the first 200 ms of a request. Gateways on one PostgreSQL database share the counts.',
  },
  RATE_LIMIT_ADDRESS: {
    section: 'Limits',
    type: number(1, 1_000_000, 'requests'),
    default: '2000',
    meaning: 'Requests from one address in ten seconds; an IPv6 /64 counts as one address',
  },
  CONCURRENCY_ACTOR: {
    section: 'Limits',
    type: number(1, 10_000, 'requests'),
    default: '16',
    meaning: 'Requests of one actor that run at the same time; others wait',
    detail: 'A request counts until its response is sent. Waiting requests do not delay other actors.',
    setting: 'actorConcurrency',
  },
  MAX_RESPONSE_KIB: {
    section: 'Limits',
    type: kibibytes(64, 1_048_576),
    default: '8192',
    meaning: 'Largest response of a query or a REST GET, in KiB',
    detail:
      'A larger one is refused with `RESPONSE_TOO_LARGE`. A request may read four times as much from the database.',
    setting: 'maxResponseBytes',
  },
  MAX_CONNECTIONS: {
    section: 'Limits',
    type: number(1, 100_000, 'connections'),
    default: '5000',
    meaning: 'Open connections; further ones are closed',
    setting: 'maxConnections',
  },
  LOG_LEVEL: {
    section: 'Logs and traces',
    type: oneOf('silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'),
    default: 'info',
    meaning: 'Lowest level of log lines that are written to standard error',
    setting: 'logLevel',
  },
  LOG_FORMAT: {
    section: 'Logs and traces',
    type: oneOf('json', 'text'),
    unset: 'text if standard error is a terminal, otherwise json',
    meaning: 'Format of log lines: one JSON object a line, or readable text',
    setting: 'logFormat',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    section: 'Logs and traces',
    type: webUrl,
    unset: 'no traces',
    meaning: 'Base URL of an OpenTelemetry collector (OTLP over HTTP), such as http://127.0.0.1:4318',
    detail:
      'Each request is a trace of its own, linked to the `traceparent` of the caller. The variables of the OpenTelemetry SDK work too: `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`.',
    setting: 'traceEndpoint',
  },
} as const satisfies Readonly<Record<string, Variable>>;

export type EnvironmentVariable = keyof typeof table;

export const variableNames = Object.keys(table) as EnvironmentVariable[];

type ValueOf<Entry> = Entry extends { readonly type: ValueType<infer Value> }
  ? Entry extends { readonly default: string }
    ? Value
    : Value | undefined
  : never;

/** The value of each variable by its name. */
export type VariableValues = {
  readonly [Name in EnvironmentVariable]: ValueOf<(typeof table)[Name]>;
};

/** The members of the configuration that are the value of one variable; the table has their meaning, unit, limits and default. */
export type Settings = {
  readonly [Name in EnvironmentVariable as (typeof table)[Name] extends {
    readonly setting: infer Setting extends string;
  }
    ? Setting
    : never]: VariableValues[Name];
};

/** The table with its entries as one type. */
export const variables: Readonly<Record<EnvironmentVariable, Variable>> = table;
