import { requireSupportedNode } from './cli/node-version.ts';

requireSupportedNode();
// Not before the version was checked, and without `await`, which Node reads outside of functions since 14.8.
import('./cli/program.ts').then(({ run }) => run(['serve', ...process.argv.slice(2)], 'npm run -s token'));
