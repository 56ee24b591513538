import { fileURLToPath } from 'node:url';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import {
  type EnvironmentVariable,
  type Settings,
  type VariableValues,
  variableNames,
  variables,
} from './config-table.ts';
import { tlsProblems } from './config-value.ts';
import { closestName } from './domain/error/closest-name.ts';
import { isLoopbackHost } from './domain/uri/host.ts';
import { withTlsVariables } from './store/postgres/postgres-url.ts';

/** Source of the public keys that verify bearer tokens. */
type KeySource =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly jwks: JSONWebKeySet }
  /** A key pair of this installation, in the data directory. */
  | { readonly kind: 'development' };

/** The members of `Settings` are in `config-table.ts`; those here depend on several variables. */
export interface Config extends Settings {
  /** PostgreSQL URL with the TLS parameters of the environment; `undefined` for the embedded database. */
  readonly databaseUrl: string | undefined;
  /** PostgreSQL URL of a replica for reads; `undefined` for none. */
  readonly databaseReplicaUrl: string | undefined;
  readonly keySource: KeySource;
  /** The `iss` that a token must have. */
  readonly issuer: string;
  /** The `aud` that a token must have. */
  readonly audience: string;
  /** `undefined` for no limit. */
  readonly rateLimit: RateLimit | undefined;
  /** Directory with the built files of the console; `undefined` if it is not served. */
  readonly consoleDirectory: string | undefined;
  /** Whether a browser at `/graphql` gets GraphiQL. */
  readonly graphiql: boolean;
}

export type Introspection = Config['introspection'];
export type LogLevel = Config['logLevel'];
export type LogFormat = NonNullable<Config['logFormat']>;

/** Requests in ten seconds. Each mutation of a document counts as one. */
export interface RateLimit {
  /** Of one actor. */
  readonly actor: number;
  /** From one address, counted before the caller is authenticated. */
  readonly address: number;
}

const developmentIssuer = 'https://clientele.localhost';
const developmentAudience = 'clientele';

/** The directory that `npm run build` writes the console to, relative to `src` and to `dist`. */
const builtConsole = fileURLToPath(new URL('../dist/console', import.meta.url));

/** All problems of the configuration. Each begins with the name of the variable and omits its value, which may be a password. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration is invalid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const environmentSchema = z.object(
  Object.fromEntries(
    variableNames.map((name) => {
      const { type, default: value } = variables[name];
      return [name, value === undefined ? type.schema.optional() : type.schema.prefault(value)];
    }),
  ),
);

/** The variables that are set, trimmed. An empty one counts as not set. */
export function givenVariables(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Partial<Record<EnvironmentVariable, string>>> {
  const given = variableNames.map((name) => [name, environment[name]?.trim()]).filter(([, value]) => value);
  return Object.fromEntries(given);
}

/**
 * Variables that are set and look like misspelled ones of this program, such as `DATABSE_URL`, each as a message without its
 * value. A misspelled variable has no effect, which is easily missed: without DATABASE_URL the embedded database is used.
 */
export function misspelledVariables(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const known: readonly string[] = variableNames;
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
 * Sets the variables of a file such as `.env.example`. A variable that is already set keeps its value.
 *
 * @throws {ConfigProblems} when the file cannot be read.
 */
export function readEnvironmentFile(path: string): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigProblems([`The --env file cannot be read (${code})`]);
  }
}

/**
 * Reads the configuration from the environment, once, at start. An empty variable counts as not set.
 *
 * @throws {ConfigProblems} with all problems at once.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // Also variables of libpq that are not in the table: some of them make a connection stricter and are refused.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  problems.push(...problemsBetween(given), ...urlProblems(given));
  if (!parsed.success || problems.length > 0)
    throw new ConfigProblems([...problems, ...misspelledVariables(environment)]);
  // The schema is built from the table, which has the type of each value.
  const values = parsed.data as VariableValues;
  const keySource = keySourceOf(values);
  return {
    ...settingsOf(values),
    databaseUrl: values.DATABASE_URL && withTlsVariables(values.DATABASE_URL, given),
    databaseReplicaUrl: values.DATABASE_REPLICA_URL && withTlsVariables(values.DATABASE_REPLICA_URL, given),
    keySource,
    issuer: values.AUTH_ISSUER ?? developmentIssuer,
    audience: values.AUTH_AUDIENCE ?? developmentAudience,
    rateLimit: values.RATE_LIMIT
      ? { actor: values.RATE_LIMIT_ACTOR, address: values.RATE_LIMIT_ADDRESS }
      : undefined,
    consoleDirectory: values.CONSOLE ? builtConsole : undefined,
    graphiql: values.GRAPHIQL ?? keySource.kind === 'development',
  };
}

function settingsOf(values: VariableValues): Settings {
  const settings = variableNames.flatMap((name) => {
    const { setting } = variables[name];
    return setting === undefined ? [] : [[setting, values[name]] as const];
  });
  return Object.fromEntries(settings) as Settings;
}

/**
 * A PostgreSQL URL with the TLS parameters of the environment, for a program that reads nothing else from the environment.
 *
 * @param name of the URL in messages.
 * @throws {ConfigProblems} if the parameters are invalid or `DATABASE_TLS` forbids them.
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
    problems.push('AUTH_JWKS_FILE and AUTH_JWKS_URL are both set; set only one of them');
  }
  if ('DATABASE_REPLICA_URL' in given && !('DATABASE_URL' in given)) {
    problems.push('DATABASE_REPLICA_URL requires DATABASE_URL, the primary of the replica');
  }
  if (hasKeys && !('AUTH_ISSUER' in given)) problems.push('AUTH_ISSUER is required with AUTH_JWKS_*');
  if (hasKeys && !('AUTH_AUDIENCE' in given)) problems.push('AUTH_AUDIENCE is required with AUTH_JWKS_*');
  if (!hasKeys && !isLoopbackHost(given.HOST?.trim() ?? 'localhost')) {
    problems.push(
      'HOST must be a loopback address for the development issuer; set AUTH_JWKS_URL or AUTH_JWKS_FILE, ' +
        'or listen on 127.0.0.1',
    );
  }
  return problems;
}

function keySourceOf({ AUTH_JWKS_URL, AUTH_JWKS_FILE }: VariableValues): KeySource {
  if (AUTH_JWKS_URL) return { kind: 'url', url: AUTH_JWKS_URL };
  if (AUTH_JWKS_FILE) return { kind: 'file', jwks: AUTH_JWKS_FILE };
  return { kind: 'development' };
}
