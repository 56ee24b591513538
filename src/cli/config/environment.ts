import { type EnvironmentVariable, variableNames, variables } from '../../config-table.ts';
import { helpList } from '../help-list.ts';

/** The default of a variable, or the effect of not setting it. */
export function defaultOf(name: EnvironmentVariable): string {
  const { default: value, unset } = variables[name];
  return value || (unset ?? 'none');
}

/** The part of a help text about variables. */
export function environmentHelp(names: readonly EnvironmentVariable[] = variableNames): string {
  const items = names.map((name): [string, string] => {
    const { meaning } = variables[name];
    return [name, `${meaning.replaceAll('`', '')} (default: ${defaultOf(name).replaceAll('`', '')})`];
  });
  return helpList('Environment variables', items);
}
