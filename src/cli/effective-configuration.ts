import { type EnvironmentVariable, givenVariables } from '../config.ts';
import { defaultOf, variableNames } from './environment.ts';

/** How the value of a variable is shown that may hold a secret. */
const masks: Partial<Record<EnvironmentVariable, (value: string) => string>> = {
  DATABASE_URL: withoutSecrets,
  DATABASE_REPLICA_URL: withoutSecrets,
  AUTH_JWKS_URL: withoutSecrets,
  OTEL_EXPORTER_OTLP_ENDPOINT: withoutSecrets,
  SECRET_ENCRYPTION_KEYS: (value) =>
    value
      .split(',')
      .map(() => '***')
      .join(','),
};

/** Every variable with what it comes to, one a line. */
export function effectiveConfiguration(given = givenVariables()): string {
  const width = Math.max(...variableNames.map(({ length }) => length));
  const lines = variableNames.map((name) => {
    const value = given[name];
    const shown = value === undefined ? `${defaultOf(name)} (default)` : (masks[name]?.(value) ?? value);
    return `  ${name.padEnd(width)}  ${shown}\n`;
  });
  return lines.join('');
}

/** A URL whose password, and whatever stands in its query, cannot be seen. By its text: the driver takes URLs that `URL` does not. */
function withoutSecrets(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/?#]*):[^@/?#]*@/, '$1:***@').replace(/([?&][^=&#]*=)[^&#]*/g, '$1***');
}
