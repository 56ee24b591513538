import { expect, test } from 'vitest';
import {
  type Actor,
  isAdministrator,
  mayChooseTenant,
  mayReadClients,
} from '../../src/registration/actor.ts';

function actor(rights: Partial<Pick<Actor, 'roles' | 'scopes'>>): Actor {
  return { id: 'someone', tenantId: 'tenant', roles: [], scopes: [], ...rights };
}

test.each([
  [{ roles: ['admin'] }, true, true, false],
  [{ roles: ['super_admin'] }, true, true, true],
  [{ roles: ['viewer', 'admin'] }, true, true, false],
  [{ scopes: ['oauth.clients:write'] }, true, true, false],
  [{ scopes: ['openid', 'oauth.clients:write'] }, true, true, false],
  [{ roles: ['security_admin'] }, false, true, false],
  [{ scopes: ['oauth.clients:read'] }, false, true, false],
  [{ roles: ['security_admin'], scopes: ['oauth.clients:write'] }, true, true, false],
])('%j may write: %s, read: %s, choose the tenant: %s', (rights, writes, reads, chooses) => {
  expect(isAdministrator(actor(rights))).toBe(writes);
  expect(mayReadClients(actor(rights))).toBe(reads);
  expect(mayChooseTenant(actor(rights))).toBe(chooses);
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
])('%j is nobody: names match exactly, and a role is no scope', (rights) => {
  expect(isAdministrator(actor(rights))).toBe(false);
  expect(mayReadClients(actor(rights))).toBe(false);
  expect(mayChooseTenant(actor(rights))).toBe(false);
});
