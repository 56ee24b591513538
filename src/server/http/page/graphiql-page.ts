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
 * Starts GraphiQL in the page. It takes no token from the address: with a token in a link, a visitor would work under
 * the name of the person who sent it. The browser keeps queries for the next visit, but no headers and no answers; and no query is put into the
 * address, as GraphiQL does by default, because servers and proxies log addresses.
 */
export const graphiqlScript = `'use strict';

const workers = {
  editorWorkerService: '/graphiql/editor-worker.js',
  json: '/graphiql/json-worker.js',
  graphql: '/graphiql/graphql-worker.js',
};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] };

const headers = '{\\n  // "Authorization": "Bearer …"\\n}';

const query = \`# Put your access token into the headers below.
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
