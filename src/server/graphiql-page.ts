/** The page of GraphiQL. Its policy allows no script in it, so each is a file. */
export const graphiqlHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>GraphiQL – Clientele</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
    <script defer src="/graphiql/start.js"></script>
    <script defer src="/graphiql/graphiql.js"></script>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
  </body>
</html>
`;

/**
 * Starts GraphiQL in the page. A token in the fragment of the address, which no server sees, goes from there into the headers
 * editor. The browser keeps queries for the next visit, but no headers and no answers; and no query stands in the address, where
 * GraphiQL would put it, because servers and proxies log addresses.
 */
export const graphiqlScript = `'use strict';

const token = new URLSearchParams(location.hash.slice(1)).get('token');
if (token !== null) history.replaceState(null, '', location.pathname);
// Another link to this page changes nothing but the fragment.
addEventListener('hashchange', () => location.reload());

const workers = {
  editorWorkerService: '/graphiql/editor-worker.js',
  json: '/graphiql/json-worker.js',
  graphql: '/graphiql/graphql-worker.js',
};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] };

// Without a token there is no such header: a public schema is shown to nobody in particular.
const headers =
  token === null
    ? '{\\n  // "Authorization": "Bearer …"\\n}'
    : JSON.stringify({ Authorization: \`Bearer \${token}\` }, null, 2);

const query = \`# The headers below carry your access token.
# After a change there, Shift-Ctrl-R loads the schema.
# Ctrl-Enter runs the query.
query RegistrationProfiles {
  registrationProfiles {
    profile
    title
  }
}
\`;

async function fetcher(parameters, options) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...options?.headers,
    },
    credentials: 'omit',
    body: JSON.stringify(parameters),
  });
  return response.json();
}

// A browser may refuse to keep anything for this page, or to say what it kept.
function keptQuery() {
  try {
    return localStorage.getItem('graphiql:query');
  } catch {
    return null;
  }
}

addEventListener('DOMContentLoaded', () =>
  self.YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), {
    title: 'Clientele',
    logo: ' ',
    fetcher,
    // Without a query it would open an empty tab beside those of the last time.
    initialQuery: keptQuery() ?? query,
    defaultQuery: query,
    initialHeaders: headers,
    defaultHeaders: headers,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
    onEditQuery: () => {},
  }),
);
`;
