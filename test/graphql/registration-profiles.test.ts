import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../harness/gateway.ts';

const document = readFileSync(
  new URL('../../schema/operations/registration-profiles.graphql', import.meta.url),
  'utf8',
);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openGateway('PostgreSQL');
});
afterAll(() => gateway.close());

test('every profile is returned as data for a form, with a clause in every line', async () => {
  const { body } = await gateway.graphql(
    document,
    {},
    { token: await gateway.token({ role: 'security_admin' }) },
  );
  const profiles: Record<string, never>[] = body.data.registrationProfiles;
  expect(profiles.map(({ profile }) => profile)).toEqual([
    'FAPI1',
    'FAPI1_BASELINE',
    'FAPI1_ADVANCED',
    'FAPI2_SECURITY',
    'FAPI2_MESSAGE_SIGNING',
  ]);
  for (const { profile, title, refusesWeakMethods, ...demands } of profiles) {
    expect([profile, title, refusesWeakMethods]).toEqual([
      expect.any(String),
      expect.any(String),
      profile !== 'FAPI1',
    ]);
    const lines = Object.values<{ reference: string } | { reference: string }[]>(demands).flat();
    for (const { reference } of lines) expect(reference).toMatch(/§/);
  }
  expect(profiles[3]).toMatchObject({
    authMethods: { value: ['PRIVATE_KEY_JWT', 'TLS_CLIENT_AUTH', 'SELF_SIGNED_TLS_CLIENT_AUTH'] },
    algorithms: { value: ['PS256', 'ES256', 'EdDSA', 'Ed25519'] },
    confidentialOnly: { value: true },
    redirectRule: { value: 'HTTPS_OR_LOOPBACK' },
    minimumRsaBits: { value: 2048 },
  });
});

test('profiles require the right to read', async () => {
  const token = await gateway.token({ role: 'user' });
  const { body } = await gateway.graphql(document, {}, { token });
  expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});
