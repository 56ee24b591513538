import { fileURLToPath } from 'node:url';
import { schema } from '../../src/graphql/schema.ts';
import { checkSchema } from './schema-gate.ts';

/** `npm run check:schema`, and with another base `npm run check:schema -- origin/main`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { passes, report } = await checkSchema(root, schema, process.argv[2]);
process[passes ? 'stdout' : 'stderr'].write(`${report}\n`);
process.exitCode = passes ? 0 : 1;
