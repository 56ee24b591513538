import type { Config } from '../config.ts';
import type { RunningGateway } from './start.ts';

const administrator = { role: 'admin', tenant: 'default', sub: 'admin', ttl: 3600 };

const firstRegistration = JSON.stringify({
  query:
    'mutation { createOAuthClient(input: { name: "My app", redirectUris: ["https://app.example.com/callback"] }) { __typename ... on CreateOAuthClientPayload { client { clientId } issuedSecret { plaintext } } } }',
});

/**
 * What a person reads when the gateway is up. The token is one of the development issuer's, which trusts nobody else; links
 * carry it in their fragment, which a browser sends to nobody.
 */
export async function banner(
  { url, database, developmentIssuer }: RunningGateway,
  config: Config,
): Promise<string> {
  const pages = pagesAt(url, config);
  const lines = [
    'Clientele is ready.',
    ...(developmentIssuer ? [] : pages),
    `  GraphQL  ${url}/graphql`,
    `  REST     ${url}/admin/oauth/clients (also under ${url}/api/v1)`,
    `  Data     ${database.description}`,
    ...promises(config),
    ...(config.rateLimit ? [] : ['  Limits   off: RATE_LIMIT=off is for load tests']),
  ];
  if (developmentIssuer === undefined) return `${lines.join('\n')}\n`;
  const token = await developmentIssuer.sign(administrator, config.issuer, config.audience);
  lines.push(
    '',
    'This is the development issuer: anyone who can read its key can make an administrator. Set AUTH_JWKS_URL for real use.',
    `An administrator token for one hour (\`npm run -s token\` makes another):`,
    '',
    token,
    '',
    ...(pages.length === 0
      ? []
      : ['In a browser, with that token:', '', ...pages.map((page) => `${page}#token=${token}`), '']),
    'Try it:',
    '',
    `curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' -d '${firstRegistration}'`,
    '',
    'Ctrl-C stops it.',
  );
  return `${lines.join('\n')}\n`;
}

function pagesAt(url: string, { consoleDirectory, graphiql }: Config): string[] {
  return [
    ...(consoleDirectory === undefined ? [] : [`  Console  ${url}/console`]),
    ...(graphiql ? [`  GraphiQL ${url}/graphql`] : []),
  ];
}

function promises({ databaseUrl, dataDirectory }: Config): string[] {
  if (databaseUrl !== undefined) return [];
  if (dataDirectory === undefined)
    return ['           Nothing is kept: all clients are gone when this process ends.'];
  return [
    '           It survives a killed process, but promises nothing after a power cut or a crash of the',
    '           operating system, and serves one process only. Set DATABASE_URL for what matters.',
  ];
}
