import { expect, test } from 'vitest';
import { openDevelopmentIssuer } from '../../src/access/development-issuer.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { banner } from '../../src/server/banner.ts';
import type { RunningGateway } from '../../src/server/start.ts';

const url = 'http://127.0.0.1:4000';
const withKeys = {
  AUTH_JWKS_URL: 'https://issuer.example/jwks',
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'clients',
};

async function bannerOf(environment: Record<string, string>): Promise<string> {
  const config: Config = loadConfig(environment);
  const developmentIssuer =
    config.keySource.kind === 'development'
      ? await openDevelopmentIssuer(undefined, () => new Date())
      : undefined;
  return banner({ url, database: { description: '' }, developmentIssuer } as RunningGateway, config);
}

test('in development each page has a link that carries the printed token in its fragment', async () => {
  const text = await bannerOf({});
  const token = /^ey\S+$/m.exec(text)?.[0];
  expect(token).toBeDefined();
  expect(text).toContain(`\n  Console  ${url}/console#token=${token}\n`);
  expect(text).toContain(`\n  GraphiQL ${url}/graphql#token=${token}\n`);
  expect(text.match(/https?:\S+/g)?.filter((link) => /[?&].*token/.test(link))).toEqual([]);
});

test('with the keys of others the links carry nothing', async () => {
  const text = await bannerOf({ ...withKeys, GRAPHIQL: 'on' });
  expect(text).toContain(`\n  Console  ${url}/console\n`);
  expect(text).toContain(`\n  GraphiQL ${url}/graphql\n`);
  expect(text).not.toContain('token');
});

test.each([{}, withKeys])('a page that is switched off has no link, with %o', async (keys) => {
  const text = await bannerOf({ ...keys, CONSOLE: 'off', GRAPHIQL: 'off' });
  expect(text).toContain(`  GraphQL  ${url}/graphql\n`);
  expect(text).not.toMatch(/Console|GraphiQL|browser/);
});
