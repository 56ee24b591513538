import { writeFileSync } from 'node:fs';
import { printedSchema } from '../graphql/schema.ts';

writeFileSync(new URL('../../schema/schema.graphql', import.meta.url), printedSchema());
