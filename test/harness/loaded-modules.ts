import { createRequire } from 'node:module';

/** Starts the program with the environment it is given, prints the packages that it loaded, and ends. */
await import('../../src/main.ts');
process.stdout.write(Object.keys(createRequire(import.meta.url).cache).join('\n'), () => process.exit(0));
