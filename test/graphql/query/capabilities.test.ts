import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../../../src/config.ts';
import { openGateway } from '../../harness/gateway.ts';

const document = readFileSync(
  new URL('../../../schema/operations/capabilities.graphql', import.meta.url),
  'utf8',
);
const check =
  'query ($input: CreateOAuthClientInput!) { validateOAuthClient(input: $input) { issues { path code } } }';

async function open(config: Partial<Config>) {
  const gateway = await openGateway('PostgreSQL', config);
  onTestFinished(gateway.close);
  const reader = { token: await gateway.token({ role: 'security_admin' }) };
  const { body } = await gateway.graphql(document, {}, reader);
  return { gateway, capabilities: body.data.capabilities };
}

test('capabilities has what the operator enabled', async () => {
  const { capabilities } = await open({
    secretEncryptionKeys: [randomBytes(32)],
    allowedPrivateUseSchemes: ['vscode', 'cursor'],
    restoreDays: 7,
  });
  expect(capabilities).toMatchObject({
    recoverableSecrets: true,
    allowedPrivateUseSchemes: ['cursor', 'vscode'],
    restoreDays: 7,
  });
  expect(capabilities.grantTypes).toContain('AUTHORIZATION_CODE');
  expect(capabilities.clientAuthMethods).toContain('CLIENT_SECRET_JWT');
});

test.each([true, false])(
  'a registration is refused for exactly the authentication methods that capabilities omits (recoverable secrets: %s)',
  async (isRecoverable) => {
    const { gateway, capabilities } = await open({
      secretEncryptionKeys: isRecoverable ? [randomBytes(32)] : [],
    });
    expect(capabilities.recoverableSecrets).toBe(isRecoverable);
    const methods = [...new Set([...capabilities.clientAuthMethods, 'CLIENT_SECRET_JWT'])];
    for (const method of methods) {
      const input = { name: 'x', redirectUris: ['https://a.example/'], clientAuthMethods: [method] };
      const { body } = await gateway.graphql(check, { input });
      const codes = body.data.validateOAuthClient.issues.map(({ code }: { code: string }) => code);
      const isListed = capabilities.clientAuthMethods.includes(method);
      expect([method, codes.includes('AUTH_METHOD_SECRET_DIGEST_ONLY')]).toEqual([method, !isListed]);
    }
    expect(capabilities.clientAuthMethods.length).toBe(isRecoverable ? 7 : 6);
  },
);
