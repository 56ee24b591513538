import { requireSupportedNode } from './cli/node-version.ts';

requireSupportedNode();
// Loaded after the check of the version, and without `await`, which Node supports outside of functions since 14.8.
import('./cli/program.ts').then(({ run }) => run(['serve', ...process.argv.slice(2)], 'npm run -s token'));
