import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './harness/slowest-first.ts';

export default defineConfig({
  // As Node resolves it for every other package; two copies of graphql do not know each other's errors and types.
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // To load the program anew for every file takes a fifth of the time. What one test changes, it puts back.
    isolate: false,
    sequence: { sequencer: SlowestFirst },
    globalSetup: ['test/harness/global-setup.ts'],
    provide: { isThorough: false },
    // Some tests wait for seconds, in which another worker has work for the core. By default there is one worker on two cores.
    maxWorkers: availableParallelism() + 1,
    // An embedded database takes seconds to make on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
});
