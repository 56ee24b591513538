#!/usr/bin/env node
import { requireSupportedNode } from './node-version.ts';

requireSupportedNode();
// Not before the version was checked, and without `await`, which Node reads outside of functions since 14.8.
import('./program.ts').then(({ run }) => run(process.argv.slice(2)));
