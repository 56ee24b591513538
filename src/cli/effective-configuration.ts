import { resolve } from 'node:path';
import { type Config, type EnvironmentVariable, givenVariables } from '../config.ts';
import { defaultOf, variableNames } from './environment.ts';

/** How the value of a variable is shown that may hold a secret, or that is not all of it. */
const forms: Partial<Record<EnvironmentVariable, (value: string) => string>> = {
  DATA_DIR: absolute,
  DATABASE_URL: withoutSecrets,
  DATABASE_REPLICA_URL: withoutSecrets,
  AUTH_JWKS_URL: withoutSecrets,
  OTEL_EXPORTER_OTLP_ENDPOINT: withoutSecrets,
  SECRET_ENCRYPTION_KEYS: (value) => value.replace(/[^,]+/g, '***'),
};

/** What variables that are not set come to, where that depends on others or on where the program runs. */
function absentIn({ dataDirectory, keySource, issuer, audience, graphiql }: Config) {
  const keys = keySource.kind === 'development' ? 'the development issuer' : 'none';
  return {
    DATA_DIR: absolute(dataDirectory ?? 'memory://'),
    AUTH_JWKS_URL: keys,
    AUTH_JWKS_FILE: keys,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    GRAPHIQL: graphiql ? 'on' : 'off',
  } satisfies Partial<Record<EnvironmentVariable, string>>;
}

/** Every variable with what it comes to, one a line. */
export function effectiveConfiguration(config: Config, given = givenVariables()): string {
  const width = Math.max(...variableNames.map(({ length }) => length));
  const absent: Partial<Record<EnvironmentVariable, string>> = absentIn(config);
  const lines = variableNames.map((name) => {
    const value = given[name];
    const shown =
      value === undefined ? `${absent[name] ?? defaultOf(name)} (default)` : (forms[name]?.(value) ?? value);
    return `  ${name.padEnd(width)}  ${shown}\n`;
  });
  return lines.join('');
}

/**
 * A URL whose password, up to the last `@`, and whatever stands in its query, cannot be seen. By its text: the driver takes URLs
 * that `URL` does not.
 */
function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/?#]*):[^/?#]*@/, '$1:***@').replace(/([?&][^=&#]*=)[^&#]*/g, '$1***');
}

function absolute(directory: string): string {
  return directory === 'memory://' ? directory : resolve(directory);
}
