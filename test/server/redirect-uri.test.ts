import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readClientLine } from '../../src/cli/import/read-client-line.ts';
import { issuesOfLine } from '../../src/operations/import/check-import.ts';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const create = `mutation ($input: CreateOAuthClientInput!) {
  createOAuthClient(input: $input) {
    ... on CreateOAuthClientPayload { client { clientId redirectUris } advisories { path code } }
    ... on RegistrationError { issues { path code } }
  }
}`;
const update = `mutation ($input: UpdateOAuthClientInput!) {
  updateOAuthClient(input: $input) {
    ... on UpdateOAuthClientPayload { client { clientId redirectUris grantTypes } }
    ... on RegistrationError { issues { path code } }
  }
}`;
const dryRun = `query ($input: CreateOAuthClientInput!) {
  validateOAuthClient(input: $input) { valid issues { path code } advisories { path code } normalized { redirectUris } }
}`;
const clone = `mutation ($input: CloneOAuthClientInput!) {
  cloneOAuthClient(input: $input) {
    ... on CloneOAuthClientPayload { client { redirectUris grantTypes } }
    ... on RegistrationError { issues { path code } }
  }
}`;

/** The result of an import for a client with the names of REST. */
async function importIssues(line: object): Promise<string[]> {
  const policy = {
    recoverableSecrets: false,
    allowedJwksHosts: new Set<string>(),
    allowedPrivateUseSchemes: new Set(['cursor']),
  };
  const rules = { policy, now: () => new Date(), decryptSecret: async () => '' };
  const read = readClientLine({ number: 1, text: JSON.stringify(line) }, 'acme');
  return (await issuesOfLine(rules, read, new Map())).map(({ code }) => code);
}

describe('redirect URIs', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await openGateway('PostgreSQL');
  });
  afterAll(() => gateway.close());

  const run = async (document: string, input: object) => {
    const { body } = await gateway.graphql(document, { input });
    expect(body.errors).toBeUndefined();
    // biome-ignore lint/suspicious/noExplicitAny: the documents select what is read of it.
    return Object.values(body.data)[0] as any;
  };
  const post = (body: object) => gateway.send('POST', '/admin/oauth/clients', body);

  describe.each([
    ['CLIENT_CREDENTIALS', 'client_credentials', true],
    ['DEVICE_CODE', 'urn:ietf:params:oauth:grant-type:device_code', false],
    ['CIBA', 'urn:openid:params:grant-type:ciba', true],
  ])('of a client with only the grant %s', (enumName, word, isConfidential) => {
    const input = { name: 'Machine', grantTypes: [enumName], isConfidential };
    const body = { name: 'Machine', grant_types: [word], is_confidential: isConfidential };

    test('may be absent in every API', async () => {
      for (const none of [{}, { redirectUris: null }, { redirectUris: [] }]) {
        const { client, advisories } = await run(create, { ...input, ...none });
        expect([client.redirectUris, advisories]).toEqual([[], []]);
        expect(await run(dryRun, { ...input, ...none })).toMatchObject({
          valid: true,
          normalized: { redirectUris: [] },
        });
      }
      for (const none of [{}, { redirect_uris: null }, { redirect_uris: [] }]) {
        const answer = await post({ ...body, ...none });
        expect([answer.status, answer.body.data?.redirect_uris]).toEqual([201, []]);
        expect(await importIssues({ ...body, ...none })).toEqual([]);
      }
    });

    test('remain absent when it is read, cloned and changed', async () => {
      const { client } = await run(create, input);
      const read = await gateway.send('GET', `/admin/oauth/clients/${client.clientId}`);
      expect(read.body.data.redirect_uris).toEqual([]);
      const copy = await run(clone, { clientId: client.clientId });
      expect(copy.client).toEqual({ redirectUris: [], grantTypes: [enumName] });
      const renamed = await run(update, { clientId: client.clientId, name: 'Renamed' });
      expect(renamed.client.redirectUris).toEqual([]);
    });

    test('are required as soon as it gets the authorization code grant', async () => {
      const { client } = await run(create, input);
      const grantTypes = [enumName, 'AUTHORIZATION_CODE'];
      const refused = await run(update, { clientId: client.clientId, grantTypes });
      expect(refused.issues).toMatchObject([{ code: 'REDIRECT_URI_REQUIRED' }]);
      const redirectUris = ['https://app.example.com/callback'];
      const changed = await run(update, { clientId: client.clientId, grantTypes, redirectUris });
      expect(changed.client).toMatchObject({ redirectUris });
      const back = await run(update, {
        clientId: client.clientId,
        grantTypes: [enumName],
        redirectUris: null,
      });
      expect(back.client).toMatchObject({ redirectUris: [], grantTypes: [enumName] });
    });
  });

  test('are required with the authorization code grant by every API, and by default', async () => {
    const required = [{ path: ['redirectUris'], code: 'REDIRECT_URI_REQUIRED' }];
    for (const grants of [{}, { grantTypes: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS'] }]) {
      expect((await run(create, { name: 'x', ...grants })).issues).toEqual(required);
      expect((await run(dryRun, { name: 'x', ...grants })).issues).toEqual(required);
    }
    const answer = await post({ name: 'x' });
    expect(answer.body.errors).toMatchObject([{ field: 'redirect_uris', code: 'REDIRECT_URI_REQUIRED' }]);
    expect(await importIssues({ name: 'x' })).toEqual(['REDIRECT_URI_REQUIRED']);
  });

  test.each([
    ['com.mycompany.demo://callback', ['ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH']],
    ['msauth.com.example.app://auth', ['ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH']],
    [
      'cursor://anysphere.cursor-mcp/oauth/callback',
      ['ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT', 'ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH'],
    ],
  ])('of a public client may be %s, with an advisory, in every API', async (uri, codes) => {
    const input = { name: 'Native', redirectUris: [uri], isConfidential: false };
    const { client, advisories } = await run(create, input);
    expect(client.redirectUris).toEqual([uri]);
    expect(advisories.map(({ code }: { code: string }) => code)).toEqual(codes);
    const verdict = await run(dryRun, input);
    expect([verdict.valid, verdict.advisories.length]).toEqual([true, codes.length]);
    const body = { name: 'Native', redirect_uris: [uri], is_confidential: false };
    expect((await post(body)).status).toBe(201);
    expect(await importIssues(body)).toEqual([]);
  });

  test.each([
    ['windsurf://callback', 'REDIRECT_URI_PRIVATE_SCHEME'],
    ['javascript://com.example.app/%0aalert(1)', 'REDIRECT_URI_SCHEME'],
    ['Intent://callback', 'REDIRECT_URI_SCHEME'],
  ])('may not be %s if the operator allows cursor only, in any API', async (uri, code) => {
    const input = { name: 'Native', redirectUris: [uri], isConfidential: false };
    const codesOf = (issues: { code: string }[]) => issues.map((issue) => issue.code);
    expect(codesOf((await run(create, input)).issues)).toContain(code);
    expect(codesOf((await run(dryRun, input)).issues)).toContain(code);
    const body = { name: 'Native', redirect_uris: [uri], is_confidential: false };
    expect(codesOf((await post(body)).body.errors)).toContain(code);
    expect(await importIssues(body)).toContain(code);
  });
});
