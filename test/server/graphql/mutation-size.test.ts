import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../harness/gateway.ts';

/** The default of MAX_RESPONSE_KIB. The response of a mutation is not cut off, so documents that could exceed it are refused. */
const maxResponseBytes = 8 * 1024 * 1024;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');
const accept = { headers: { accept: 'application/graphql-response+json' } };

describe('the response of a mutation stays below 8 MiB:', () => {
  test('50 registrations that have an issue for every item of every list', async () => {
    const wrong = Array.from({ length: 100 }, (_, index) => `x${index}`);
    const words = wrong.map((text) => text.toUpperCase());
    const input = {
      name: '',
      redirectUris: wrong.map(() => 'http://a..b/#\u0001*'),
      grantTypes: words,
      clientAuthMethods: words,
      scopes: wrong.map(() => '"'),
      jwks: JSON.stringify({
        keys: Array.from({ length: 20 }, () => ({ kty: 'RSA', d: 1, alg: 'none', x5c: 1 })),
      }),
    };
    const create = 'createOAuthClient(input: $input) { ...f }';
    const fragment = 'fragment f on RegistrationError { message issues { path code message reference } }';
    const { status, text, body } = await gateway.graphql(
      `mutation ($input: CreateOAuthClientInput!) { ${aliases(50, create)} } ${fragment}`,
      { input },
      accept,
    );
    expect(status).toBe(200);
    expect(Buffer.byteLength(text)).toBeLessThan(maxResponseBytes / 3);
    const { issues, message } = body.data.a49;
    expect(issues).toHaveLength(100);
    expect(message).toMatch(/^The input has \d{3} problems. The first 100 are listed\.$/);
  });

  const suspend = (selection: string) =>
    `suspendOAuthClient(input: { clientId: "x" }) { ... on SuspendOAuthClientPayload { client { ${selection} } } }`;
  // 100 redirect URIs have 200 KiB, and the changes of an update 528 KiB.
  test.each<[string, string]>([
    ['41 clients with 200 KiB of redirect URIs', aliases(41, suspend('redirectUris'))],
    ['one client with its redirect URIs under 49 aliases', suspend(aliases(49, 'redirectUris'))],
    [
      'the changes of 16 audit events',
      suspend('auditEvents(first: 16) { nodes { changes { before after } } }'),
    ],
  ])('a document that may return %s is refused', async (_, selection) => {
    const { status, body } = await gateway.graphql(`mutation { ${selection} }`, {}, accept);
    expect([status, body.errors[0].message]).toEqual([
      400,
      expect.stringContaining('at most 3000 is allowed'),
    ]);
  });

  test('a document that repeats a long alias in a list is refused', async () => {
    const long = 'a'.repeat(101);
    const query = (alias: string) =>
      `mutation { ${suspend(`auditEvents(first: 100) { nodes { ${alias}: ulid } }`)} }`;
    const { status, body } = await gateway.graphql(query(long), {}, accept);
    expect([status, body.errors[0].message]).toEqual([
      400,
      'An alias of a mutation has at most 100 characters.',
    ]);
    expect((await gateway.graphql(query('a'.repeat(100)), {}, accept)).status).toBe(200);
    const [fragment, spread] = [`fragment f on SuspendOAuthClientPayload { ${long}: __typename }`, '...f'];
    const inFragment = `mutation { suspendOAuthClient(input: { clientId: "x" }) { ${spread} } } ${fragment}`;
    expect((await gateway.graphql(inFragment, {}, accept)).status).toBe(400);
  });
});

test('ten registrations with all fields of their clients are accepted in one document', async () => {
  const fields = `clientId name redirectUris scopes grantTypes clientAuthMethods corsOrigins jwks jwksUri logoUrl website
    privacyPolicy termsUrl status version createdAt updatedAt secrets { secretId status createdAt }`;
  const create = `createOAuthClient(input: $input) { __typename ... on CreateOAuthClientPayload {
    client { ${fields} } issuedSecret { plaintext } } }`;
  const { body } = await gateway.graphql(
    `mutation ($input: CreateOAuthClientInput!) { ${aliases(10, create)} }`,
    { input: { name: 'x', redirectUris: ['https://a.example/cb'] } },
  );
  expect(body.errors).toBeUndefined();
  expect(body.data.a9.issuedSecret.plaintext).toMatch(/^./);
});
