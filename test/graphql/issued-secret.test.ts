import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

async function register(): Promise<string> {
  const { body } = await gateway.send('POST', '/admin/oauth/clients', {
    name: 'Mine',
    redirect_uris: ['https://app.example.com/cb'],
  });
  return body.data.client_id;
}

const secret = expect.stringMatching(/^secret_/);

test('a new secret is returned although another mutation of the document fails', async () => {
  const clientId = await register();
  const token = await gateway.token({ role: '', scope: 'oauth.clients:rotate' });
  const { status, body } = await gateway.graphql(
    `mutation {
       rotated: rotateOAuthClientSecret(input: { clientId: "${clientId}", graceSeconds: 0 }) {
         ... on RotateOAuthClientSecretPayload { issuedSecret { plaintext } }
       }
       deleted: deleteOAuthClient(input: { clientId: "${clientId}" }) { __typename }
     }`,
    {},
    { token },
  );
  expect(status).toBe(200);
  expect(body.data).toEqual({ rotated: { issuedSecret: { plaintext: secret } }, deleted: null });
});

test('a new secret is returned although a field below it fails', async () => {
  const clientId = await register();
  const { status, body } = await gateway.graphql(
    `mutation {
       rotateOAuthClientSecret(input: { clientId: "${clientId}" }) {
         ... on RotateOAuthClientSecretPayload {
           issuedSecret { plaintext }
           client { clientId auditEvents(first: 0) { totalCount } }
         }
       }
     }`,
  );
  expect(status).toBe(200);
  expect(body.errors).toMatchObject([
    { extensions: { code: 'INVALID_ARGUMENT', issues: [{ code: 'PAGE_SIZE' }] } },
  ]);
  expect(body.data.rotateOAuthClientSecret).toEqual({
    issuedSecret: { plaintext: secret },
    client: { clientId, auditEvents: null },
  });
});
