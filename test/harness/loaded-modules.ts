import { createRequire } from 'node:module';
import { run } from '../../src/cli/program.ts';

/** Starts the program with the environment it is given, prints the packages that it loaded, and ends. */
await run(['serve']);
process.stdout.write(Object.keys(createRequire(import.meta.url).cache).join('\n'), () => process.exit(0));
