import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { environmentHelp } from '../../../src/cli/config/environment.ts';
import {
  printedConfiguration,
  printedEnvironmentExample,
} from '../../../src/cli/generate/configuration-document.ts';
import { loadConfig, misspelledVariables } from '../../../src/config.ts';
import { variableNames, variables } from '../../../src/config-table.ts';

const root = new URL('../../../', import.meta.url);

test('docs/configuration.md is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('docs/configuration.md', root), 'utf8')).toBe(printedConfiguration());
});

test('.env.example is current: `npm run schema` writes it', () => {
  expect(readFileSync(new URL('.env.example', root), 'utf8')).toBe(printedEnvironmentExample());
});

test('.env.example sets every variable to its default', () => {
  const environment = parseEnv(printedEnvironmentExample());
  expect(Object.keys(environment).toSorted()).toEqual(variableNames.toSorted());
  expect(loadConfig(environment)).toEqual(loadConfig({}));
});

describe.each(variableNames)('%s', (name) => {
  const { meaning, type } = variables[name];

  test('is in the configuration table and, with its meaning, in the help of the commands', () => {
    const help = environmentHelp().replace(/\s+/g, ' ');
    expect(printedConfiguration()).toContain(`| \`${name}\` | ${type.name}`);
    expect(help).toContain(`${name} ${meaning.replaceAll('`', '')} (default: `);
  });

  test('is suggested if its name is misspelled', () => {
    const misspelled = `${name}${name.at(-1)}`;
    expect(misspelledVariables({ [misspelled]: 'x' })).toEqual([expect.stringContaining(`${name}?`)]);
  });
});

const numbers = variableNames.flatMap((name) => {
  const [, least, most] = /^(\d+) to (\d+)/.exec(variables[name].type.limits ?? '') ?? [];
  return most === undefined ? [] : [[name, Number(least), Number(most)] as const];
});

test.each(numbers)(
  '%s accepts the documented limits %i and %i and refuses the next numbers',
  (name, least, most) => {
    for (const value of [least, most]) expect(() => loadConfig({ [name]: `${value}` })).not.toThrow();
    for (const value of [least - 1, most + 1])
      expect(() => loadConfig({ [name]: `${value}` })).toThrow(`${name} must be a whole number`);
  },
);
