import { writeFileSync } from 'node:fs';
import { documentFile, typedDocuments } from './codegen.ts';

writeFileSync(documentFile, await typedDocuments());
