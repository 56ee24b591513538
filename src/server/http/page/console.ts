import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { prefersHtml } from '../request/media-type.ts';
import { RequestError } from '../request/request-error.ts';
import { type Compressed, immutable, keepFile, type StaticFile, sendFile } from './static-file.ts';
import { requireReading, type WebPage } from './web-page.ts';

const base = '/console';

/**
 * All parts of the page are files of this server, so the policy has no exceptions: no inline script or style, no other host,
 * no form that a browser would submit, and no string that becomes markup or code (Trusted Types).
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Browsers revalidate the page each time, so that they never show an old page whose assets no longer exist. */
const indexHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
};

/** By the path below `base`. */
type Files = ReadonlyMap<string, StaticFile>;

/**
 * The admin console at `/console`. Every path below it that is not a file returns the page, which selects its view by
 * the path; a missing asset is 404. The files are read at start-up: no path of a request ever reaches the file system.
 *
 * @param directory the output of Vite; if it is empty, callers get the command that fills it.
 */
export async function openConsole(directory: string): Promise<WebPage> {
  let files = await readFiles(directory);
  return {
    route: 'console',
    isAsked: ({ path }) => path === base || path.startsWith(`${base}/`),
    answer: async (exchange) => {
      requireReading(exchange);
      files ??= await readFiles(directory);
      if (files === undefined) {
        exchange.response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(notBuilt);
        return;
      }
      const file = fileAt(files, exchange.path.slice(base.length + 1));
      if (file === undefined) throw new RequestError('PATH_NOT_FOUND');
      await sendFile(file, exchange);
    },
  };
}

/** Redirects a browser that opens the address of the server to the console. Other callers of `/` get 404. */
export const redirectToConsole: WebPage = {
  route: 'root',
  isAsked: ({ request, method, path }) =>
    path === '/' && (method === 'GET' || method === 'HEAD') && prefersHtml(request),
  answer: async ({ response }) => {
    response.writeHead(302, { location: base, vary: 'accept' }).end();
  },
};

const notBuilt = 'The console is not built. Run `npm run build` and load this page again.\n';

const assets = 'assets/';
const index = 'index.html';

function fileAt(files: Files, path: string): StaticFile | undefined {
  return files.get(path) ?? (path.startsWith(assets) ? undefined : files.get(index));
}

async function readFiles(directory: string): Promise<Files | undefined> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const contents = new Map(
    await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => {
          const file = join(parentPath, name);
          return [relative(directory, file).replaceAll(sep, '/'), await readFile(file)] as const;
        }),
    ),
  );
  const found = new Map(
    [...contents]
      .filter(([path]) => !/\.(br|gz)$/.test(path))
      .map(([path, content]) => [
        path,
        keepFile(path, content, headersOf(path), compressedOf(contents, path)),
      ]),
  );
  return found.has(index) ? found : undefined;
}

/** Compressed copies that the build created. */
function compressedOf(contents: ReadonlyMap<string, Uint8Array>, path: string): Compressed {
  const [br, gzip] = [contents.get(`${path}.br`), contents.get(`${path}.gz`)];
  return { ...(br && { br }), ...(gzip && { gzip }) };
}

/** Vite names assets by their content. */
function headersOf(path: string): Readonly<Record<string, string>> {
  return path.startsWith(assets) ? immutable : indexHeaders;
}
