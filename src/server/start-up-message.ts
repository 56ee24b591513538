import { codeMinutes } from '../access/sign-in-code.ts';
import type { Config } from '../config.ts';
import type { RunningGateway } from './start.ts';

const administrator = { role: 'admin', tenant: 'default', sub: 'admin', ttl: 3600 };

const firstRegistration = JSON.stringify({
  query:
    'mutation { createOAuthClient(input: { name: "My app", redirectUris: ["https://app.example.com/callback"] }) { __typename ... on CreateOAuthClientPayload { client { clientId } issuedSecret { plaintext } } } }',
});

/**
 * What the gateway prints when it is ready. With the development issuer, the link to the console has a one-time code,
 * and the curl line runs `tokenCommand`, so that no token is printed.
 *
 * @param tokenCommand prints a token on standard output; `undefined` if the key of the issuer is in memory and no other
 * process can sign with it. Then the curl line contains a token.
 */
export async function startUpMessage(
  gateway: Pick<RunningGateway, 'url' | 'database' | 'developmentIssuer' | 'signInCodes'>,
  config: Config,
  tokenCommand: string | undefined,
): Promise<string> {
  const { url, database, developmentIssuer, signInCodes } = gateway;
  const code = signInCodes ? `#code=${signInCodes.issue(administrator)}` : '';
  const hint = code && ` (one-time sign-in link, valid for ${codeMinutes} minutes)`;
  const lines = [
    'Clientele is ready.',
    ...(config.consoleDirectory === undefined ? [] : [`  Console  ${url}/console${code}${hint}`]),
    `  GraphQL  ${url}/graphql${config.graphiql ? ' (GraphiQL in a browser)' : ''}`,
    `  REST     ${url}/admin/oauth/clients`,
    `  Data     ${database.description}`,
    ...promises(config),
    ...(config.rateLimit ? [] : ['  Limits   off: RATE_LIMIT=off is for load tests']),
  ];
  if (developmentIssuer === undefined) return `${lines.join('\n')}\n`;
  const token =
    tokenCommand === undefined
      ? await developmentIssuer.sign(administrator, config.issuer, config.audience)
      : `$(${tokenCommand})`;
  lines.push(
    '',
    'Register a client:',
    '',
    `curl -s ${url}/graphql -H 'content-type: application/json' -H "authorization: Bearer ${token}" -d '${firstRegistration}'`,
    '',
    ...(tokenCommand === undefined ? [] : [`An administrator token for one hour: ${tokenCommand}`]),
    'This is the development issuer: anyone who can read its key can act as administrator. Set AUTH_JWKS_URL in production.',
    'Press Ctrl-C to stop.',
  );
  return `${lines.join('\n')}\n`;
}

function promises({ databaseUrl, dataDirectory }: Config): string[] {
  if (databaseUrl !== undefined) return [];
  if (dataDirectory === undefined)
    return ['           Nothing is kept: all clients are gone when this process ends.'];
  return [
    '           The embedded database keeps its data if the process is killed, but can lose data in a power cut.',
    '           It serves one process. Use PostgreSQL in production: set DATABASE_URL.',
  ];
}
