import { createHmac } from 'node:crypto';
import type { TestGateway } from '../harness/gateway.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens in the order of `tokenNames`: the administrator's, eight of other users, and twelve invalid ones. */
export async function makeTokens({ token }: TestGateway): Promise<string[]> {
  const ttl = 3600;
  const administrator = await token({ ttl });
  const others = await Promise.all([
    token({ ttl, role: 'super_admin', tenant: 'home' }),
    token({ ttl, role: 'security_admin' }),
    token({ ttl, role: '', scope: 'oauth.clients:rotate' }),
    token({ ttl, role: '', scope: 'oauth.clients:read' }),
    token({ ttl, role: '', scope: 'oauth.clients:delete oauth.clients:read' }),
    token({ ttl, role: 'user' }),
    token({ ttl, tenant: 'other' }),
    token({ ttl: -3600 }),
  ]);
  const [header = '', payload = '', signature = ''] = administrator.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const head = JSON.parse(Buffer.from(header, 'base64url').toString());
  const hmac = (input: string) => createHmac('sha256', 'secret').update(input).digest('base64url');
  const symmetric = `${part({ ...head, alg: 'HS256' })}.${payload}`;
  const forged = [
    `${part({ alg: 'none' })}.${payload}.`,
    `${part({ ...head, alg: 'None' })}.${payload}.${signature}`,
    `${symmetric}.${hmac(symmetric)}`,
    `${header}.${part({ ...claims, role: 'super_admin' })}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -8)}`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature}.${signature}`,
    `${part({ ...head, kid: '../../../etc/passwd' })}.${payload}.${signature}`,
    `${part({ ...head, crit: ['b64'], b64: false })}.${payload}.${signature}`,
    `${part({ alg: 'dir', enc: 'A256GCM' })}..${signature}.${payload}.${signature}`,
    `${header}.${Buffer.from('['.repeat(4000)).toString('base64url')}.${signature}`,
    `${header}.${'A'.repeat(20_000)}.${signature}`,
  ];
  return [administrator, ...others, ...forged];
}
