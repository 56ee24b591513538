import { mergeConfig } from 'vitest/config';
import usual from './vitest.config.ts';

/** For `npm run test:all`: the tests with random requests and killed processes run as often as one run can afford. */
export default mergeConfig(usual, { test: { provide: { isThorough: true } } });
