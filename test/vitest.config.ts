import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './harness/slowest-first.ts';

export default defineConfig({
  // The file that Node resolves for every other package; two copies of graphql refuse each other's errors and types.
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // Loading the program for every file takes a fifth of the time. A test restores what it changes.
    isolate: false,
    sequence: { sequencer: SlowestFirst },
    globalSetup: ['test/harness/global-setup.ts'],
    provide: { isThorough: false },
    // Some tests wait for seconds, during which another worker can use the core. The default is one worker on two
    // cores.
    maxWorkers: availableParallelism() + 1,
    // Creating an embedded database takes seconds on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
});
