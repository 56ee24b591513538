import { expect, test } from 'vitest';
import { setProductionMode } from '../../src/cli/production-mode.ts';

test('lets packages skip the checks of development unless NODE_ENV asks for them', () => {
  const environments: Record<string, string>[] = [{}, { NODE_ENV: 'development' }];
  for (const environment of environments) setProductionMode(environment);
  expect(environments).toEqual([{ NODE_ENV: 'production' }, { NODE_ENV: 'development' }]);
});
