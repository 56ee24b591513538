import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import { logIn, relyingParty } from './relying-party.ts';

const usage = `Usage: npm run -s example:token -- --client-id app-… [--secret-stdin | --key FILE] [options]
Gets a token for a client of the authorization server that \`npm run example\` has started. The secret comes from the
variable CLIENT_SECRET or from standard input, and the private key from a file that holds a JWK; without either, the
client is a public one. A client that may not use client credentials logs a person in, with PKCE; one with a key pushes
its request and binds its token by DPoP.

  --issuer URL        default: http://127.0.0.1:4001
  --redirect-uri URI  default: https://app.example.com/callback
  --scope "…"         default: openid, where a person logs in
  --show              prints the tokens too
`;

type Tokens = Awaited<ReturnType<typeof logIn>> | Awaited<ReturnType<typeof client.clientCredentialsGrant>>;

interface Key {
  readonly key: client.CryptoKey;
  readonly kid: string;
  readonly alg: string;
}

class UsageError extends Error {}

try {
  const { values } = parseArgs({
    options: {
      'client-id': { type: 'string' },
      'secret-stdin': { type: 'boolean', default: false },
      key: { type: 'string' },
      issuer: { type: 'string', default: 'http://127.0.0.1:4001' },
      'redirect-uri': { type: 'string', default: 'https://app.example.com/callback' },
      scope: { type: 'string' },
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(usage);
  else await printToken(values);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isUsage = error instanceof UsageError || (code?.startsWith('ERR_PARSE_ARGS') ?? false);
  process.stderr.write(isUsage ? `${message}\n${usage}` : `${describe(error)}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

interface Flags {
  readonly 'client-id'?: string | undefined;
  readonly 'secret-stdin': boolean;
  readonly key?: string | undefined;
  readonly issuer: string;
  readonly 'redirect-uri': string;
  readonly scope?: string | undefined;
  readonly show: boolean;
}

async function printToken(flags: Flags): Promise<void> {
  const clientId = flags['client-id'];
  if (clientId === undefined) throw new UsageError('--client-id is missing');
  const key = flags.key === undefined ? undefined : await readKey(flags.key);
  const secret = flags['secret-stdin'] ? (await text(process.stdin)).trim() : process.env.CLIENT_SECRET;
  const authentication = key
    ? client.PrivateKeyJwt(key)
    : secret
      ? client.ClientSecretBasic(secret)
      : client.None();
  const connect = (hasSignedResponses: boolean) =>
    relyingParty(flags.issuer, clientId, authentication, {}, { hasSignedResponses });
  const party = await connect(false);
  const dpop = key && client.getDPoPHandle(party, await client.randomDPoPKeyPair('ES256'));
  const { grant, tokens } =
    (await ownToken(party, flags, dpop)) ??
    (await personsToken(party, () => connect(true), flags, key, dpop));
  process.stdout.write(`${clientId} got a token: ${grant}.\n\n`);
  process.stdout.write(`${JSON.stringify(flags.show ? tokens : withoutTokens(tokens), null, 2)}\n`);
  const idToken = 'claims' in tokens && typeof tokens.claims === 'function' ? tokens.claims() : undefined;
  if (idToken) process.stdout.write(`\nID token: ${JSON.stringify(idToken, null, 2)}\n`);
}

interface Got {
  readonly grant: string;
  readonly tokens: Tokens;
}

/** A client credentials token (RFC 6749 §4.4), unless the client may not get one. */
async function ownToken(
  party: client.Configuration,
  { scope }: Flags,
  dpop: client.DPoPHandle | undefined,
): Promise<Got | undefined> {
  try {
    const parameters = scope === undefined ? {} : { scope };
    const tokens = await client.clientCredentialsGrant(party, parameters, dpop ? { DPoP: dpop } : {});
    return { grant: `client credentials${dpop ? ', bound by DPoP' : ''}`, tokens };
  } catch (error) {
    // RFC 6749 §5.2 defines `unauthorized_client` for this; node-oidc-provider only describes it.
    const { error: code, error_description: description } = error as Record<string, unknown>;
    if (code === 'unauthorized_client' || /grant type is not allowed/.test(String(description)))
      return undefined;
    throw error;
  }
}

/** A token for alice, who is logged in automatically. A request is signed only if the client must sign it. */
async function personsToken(
  party: client.Configuration,
  signing: () => Promise<client.Configuration>,
  flags: Flags,
  key: Key | undefined,
  dpop: client.DPoPHandle | undefined,
): Promise<Got> {
  const redirectUri = flags['redirect-uri'];
  const request = {
    redirectUri,
    scope: flags.scope ?? 'openid',
    isPushed: key !== undefined,
    ...(dpop ? { dpop } : {}),
  };
  const grant = `authorization code with PKCE${key ? ', pushed, bound by DPoP' : ''}`;
  try {
    return { grant, tokens: await logIn(party, request) };
  } catch (error) {
    const { error_description: description } = error as { error_description?: string };
    if (key === undefined || !/request object/i.test(description ?? '')) throw error;
    const tokens = await logIn(await signing(), { ...request, signedWith: key.key });
    return { grant: `${grant}, request and response signed`, tokens };
  }
}

async function readKey(path: string): Promise<Key> {
  const jwk = JSON.parse(await readFile(path, 'utf8')) as JWK;
  const { alg = 'ES256', kid = '' } = jwk;
  return { key: (await importJWK(jwk, alg)) as client.CryptoKey, kid, alg };
}

function withoutTokens(tokens: Tokens): object {
  const hidden = Object.entries(tokens).map(([name, value]) =>
    /_token$/.test(name) ? [name, '(--show prints it)'] : [name, value],
  );
  return Object.fromEntries(hidden.filter(([, value]) => typeof value !== 'function'));
}

/** The error of the authorization server (RFC 6749 §5.2), wherever openid-client stores it. */
function describe(error: unknown): string {
  const { message, cause, ...rest } = error as Error & Record<string, unknown>;
  const challenge = (cause as { parameters?: Record<string, unknown> }[] | undefined)?.[0]?.parameters;
  const said = challenge ?? rest;
  const parts = [said.error, said.error_description].filter((part) => typeof part === 'string');
  const reason = cause instanceof Error && parts.length === 0 ? cause.message : parts.join(': ');
  return `No token: ${reason || message}`;
}
