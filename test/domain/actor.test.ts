import { expect, test } from 'vitest';
import { type Actor, holds, mayChooseTenant, type Right } from '../../src/domain/actor.ts';

const rights: readonly Right[] = ['read', 'write', 'rotate', 'delete'];
const all = rights.join(' ');

function actor(given: Partial<Pick<Actor, 'roles' | 'scopes'>>): Actor {
  return { id: 'someone', homeTenantId: 'tenant', tenantId: 'tenant', roles: [], scopes: [], ...given };
}

function rightsOf(given: Partial<Pick<Actor, 'roles' | 'scopes'>>): string {
  return rights.filter((right) => holds(actor(given), right)).join(' ');
}

test.each([
  [{ roles: ['admin'] }, all],
  [{ roles: ['super_admin'] }, all],
  [{ roles: ['viewer', 'admin'] }, all],
  [{ scopes: ['oauth.clients:write'] }, all],
  [{ scopes: ['openid', 'oauth.clients:write'] }, all],
  [{ roles: ['security_admin'], scopes: ['oauth.clients:write'] }, all],
  [{ roles: ['security_admin'] }, 'read'],
  [{ scopes: ['oauth.clients:read'] }, 'read'],
  [{ scopes: ['oauth.clients:rotate'] }, 'read rotate'],
  [{ scopes: ['oauth.clients:delete'] }, 'read delete'],
  [{ scopes: ['oauth.clients:delete', 'oauth.clients:rotate'] }, 'read rotate delete'],
])('%j may %s', (given, may) => {
  expect(rightsOf(given)).toBe(may);
});

test('only a super_admin may name another tenant', () => {
  expect(mayChooseTenant(actor({ roles: ['super_admin'] }))).toBe(true);
  for (const given of [{ roles: ['admin'] }, { scopes: ['super_admin', 'oauth.clients:write'] }]) {
    expect(mayChooseTenant(actor(given))).toBe(false);
  }
});

test.each([
  {},
  { roles: ['Admin'] },
  { roles: ['ADMIN'] },
  { roles: ['administrator'] },
  { roles: [' admin'] },
  { roles: ['admin super_admin'] },
  { roles: ['superadmin'] },
  { roles: [''] },
  { roles: ['oauth.clients:write'] },
  { scopes: ['admin'] },
  { scopes: ['super_admin'] },
  { scopes: [''] },
  { scopes: ['oauth.clients'] },
  { scopes: ['oauth.clients:write:all'] },
  { scopes: ['OAUTH.CLIENTS:WRITE'] },
])('%j has no right: names must match exactly, and a role is not a scope', (given) => {
  expect(rightsOf(given)).toBe('');
  expect(mayChooseTenant(actor(given))).toBe(false);
});
