import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes each file a second and third time, as `<name>.br` and `<name>.gz`, so that no gateway has to compress it. */
const compress: Plugin = {
  name: 'compress',
  writeBundle: ({ dir = '' }, files) => {
    for (const name of Object.keys(files)) {
      const path = `${dir}/${name}`;
      const bytes = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

/** Everything is in files of its own and comes from this server, so that the page's policy needs no exception. */
export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [react(), compress],
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // On a busy machine it would print which plugin was slow.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
