import { describe, expect, test } from 'vitest';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { createSignInCodes } from '../../src/access/sign-in-code.ts';
import { loadConfig } from '../../src/config.ts';
import type { RunningGateway } from '../../src/server/start.ts';
import { startUpMessage } from '../../src/server/start-up-message.ts';

const url = 'http://127.0.0.1:4000';
const now = () => new Date();
const withKeys = {
  AUTH_JWKS_URL: 'https://issuer.example/jwks',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'clients',
};

async function openMessage(environment: Record<string, string>, tokenCommand?: string) {
  const config = loadConfig(environment);
  const isDevelopment = config.keySource.kind === 'development';
  const developmentIssuer = isDevelopment ? await openDevelopmentIssuer(undefined, now) : undefined;
  const signInCodes = isDevelopment ? createSignInCodes(now) : undefined;
  const gateway = { url, database: { description: '' }, developmentIssuer, signInCodes };
  return { text: await startUpMessage(gateway as RunningGateway, config, tokenCommand), signInCodes };
}

describe('the start-up message with the development issuer', () => {
  test('has one link, with a one-time code for an administrator in its fragment', async () => {
    const { text, signInCodes } = await openMessage({}, 'print-token');
    const codes = [...text.matchAll(/#code=([\w-]+)/g)].map(([, code]) => code ?? '');
    expect(codes).toHaveLength(1);
    expect(text).toContain(`\n  Console  ${url}/console#code=${codes[0]} `);
    expect(signInCodes?.redeem(codes[0] ?? '')).toMatchObject({ role: 'admin', tenant: 'default' });
  });

  test('contains no token: the curl line runs the command that prints one', async () => {
    const { text } = await openMessage({}, 'print-token');
    expect(text).not.toMatch(/eyJ/);
    expect(text).toMatch(/^curl .*-H "authorization: Bearer \$\(print-token\)"/m);
    expect(text.match(/^curl/gm)).toHaveLength(1);
  });

  test('contains a token only if no other process has the key', async () => {
    const { text } = await openMessage({ DATA_DIR: 'memory://' });
    expect(text.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)).toHaveLength(1);
    expect(text).toMatch(/^curl .*Bearer eyJ/m);
  });

  test('is at most fifteen lines', async () => {
    const { text } = await openMessage({}, 'print-token');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  });
});

test('with keys of another issuer has neither a code nor a token', async () => {
  const { text } = await openMessage({ ...withKeys, GRAPHIQL: 'on' });
  expect(text).toContain(`\n  Console  ${url}/console\n`);
  expect(text).toContain(`\n  GraphQL  ${url}/graphql (GraphiQL in a browser)\n`);
  expect(text).not.toMatch(/token|code|eyJ/);
});

test.each([{}, withKeys])('does not name a page that is switched off, with %o', async (keys) => {
  const { text } = await openMessage({ ...keys, CONSOLE: 'off', GRAPHIQL: 'off' });
  expect(text).toContain(`  GraphQL  ${url}/graphql\n`);
  expect(text).not.toMatch(/Console|GraphiQL|browser|#code/);
});
