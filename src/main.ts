import { run } from './cli/program.ts';

await run(['serve']);
