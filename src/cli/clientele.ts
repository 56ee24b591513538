#!/usr/bin/env node
import { requireSupportedNode } from './node-version.ts';

requireSupportedNode();
// After the check of the version, and without `await`, which Node supports outside of functions since 14.8.
import('./program.ts').then(({ run }) => run(process.argv.slice(2)));
