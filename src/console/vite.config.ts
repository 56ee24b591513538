import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes each file also as `<name>.br` and `<name>.gz`, so that the gateway need not compress it. */
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

/** Every asset is a separate file of this server, so that the content security policy needs no exception. */
export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [react(), compress],
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // On a busy machine Vite would print which plugin was slow.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
