import { type Config, givenVariables } from '../../config.ts';
import { type EnvironmentVariable, variableNames, variables } from '../../config-table.ts';
import { defaultOf } from './environment.ts';

/** Values of unset variables whose default depends on other variables or on the working directory. */
function computedDefaults({
  keySource,
  issuer,
  audience,
  graphiql,
}: Config): Partial<Record<EnvironmentVariable, string>> {
  const keys = keySource.kind === 'development' ? 'the development issuer' : 'none';
  return {
    AUTH_JWKS_URL: keys,
    AUTH_JWKS_FILE: keys,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    GRAPHIQL: graphiql ? 'on' : 'off',
  };
}

/** The value of each variable on a line, with secrets masked. */
export function effectiveConfiguration(config: Config, given = givenVariables()): string {
  const width = Math.max(...variableNames.map(({ length }) => length));
  const computed = computedDefaults(config);
  const lines = variableNames.map((name) => {
    const { default: fixed, type } = variables[name];
    const { printed = (value: string) => value } = type;
    const value = given[name];
    if (value !== undefined) return `  ${name.padEnd(width)}  ${printed(value)}\n`;
    const unset = computed[name] ?? (fixed ? printed(fixed) : defaultOf(name));
    return `  ${name.padEnd(width)}  ${unset} (default)\n`;
  });
  return lines.join('');
}
