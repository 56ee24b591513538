import { graphqlPath } from '../../graphql/graphql-endpoint.ts';
import { prefersHtml } from '../request/media-type.ts';
import { graphiqlHtml, graphiqlScript } from './graphiql-page.ts';
import { keepFile, type StaticFile, sendFile } from './static-file.ts';
import { requireReading, type WebPage } from './web-page.ts';

const base = '/graphiql/';

/**
 * All parts are files of this server, including the workers. GraphiQL and its editor add styles to the page, and have fonts
 * and icons in `data:` URLs.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const pageHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  vary: 'accept',
};
const assetHeaders = { 'cache-control': 'no-cache' };

/** The files by name. */
const contents = {
  'start.js': () => graphiqlScript,
  'graphiql.js': ({ js }: Bundle) => js,
  'graphiql.css': ({ css }: Bundle) => css,
  'editor-worker.js': ({ editorWorkerService }: Bundle) => editorWorkerService,
  'json-worker.js': ({ jsonWorker }: Bundle) => jsonWorker,
  'graphql-worker.js': ({ graphqlWorker }: Bundle) => graphqlWorker,
};
type Bundle = typeof import('@graphql-yoga/render-graphiql/graphiql');
type Name = keyof typeof contents;
type Files = Readonly<Record<Name, StaticFile>>;

/**
 * GraphiQL for browsers at `/graphql`, with its files under `/graphiql/`. A GET that prefers HTML and has no `query` gets the
 * page; the GraphQL endpoint handles every other request.
 */
export function openGraphiql(): WebPage {
  const page = keepFile('index.html', graphiqlHtml, pageHeaders);
  let files: Promise<Files> | undefined;
  return {
    route: 'graphiql',
    isAsked: ({ request, method, path }) =>
      nameOf(path) !== undefined ||
      (path === graphqlPath && method === 'GET' && !hasQuery(request.url) && prefersHtml(request)),
    answer: async (exchange) => {
      requireReading(exchange);
      const name = nameOf(exchange.path);
      if (name === undefined) return sendFile(page, exchange);
      files ??= readFiles();
      await sendFile((await files)[name], exchange);
    },
  };
}

function nameOf(path: string): Name | undefined {
  const name = path.startsWith(base) ? path.slice(base.length) : '';
  return Object.hasOwn(contents, name) ? (name as Name) : undefined;
}

function hasQuery(url = ''): boolean {
  return new URLSearchParams(url.split('?').slice(1).join('?')).has('query');
}

/** Loaded on demand: nine megabytes that most gateways never need. */
async function readFiles(): Promise<Files> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql');
  const files = Object.entries(contents).map(([name, read]) => [
    name,
    keepFile(name, read(bundle), assetHeaders),
  ]);
  return Object.fromEntries(files);
}
