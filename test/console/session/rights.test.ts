import { expect, test } from 'vitest';
import { actorOf } from '../../../src/access/claims.ts';
import { rightsOf } from '../../../src/console/session/rights.ts';
import { holds } from '../../../src/domain/actor.ts';

const rights = ['read', 'write', 'rotate', 'delete'] as const;
const roles = ['admin', 'super_admin', 'security_admin', 'Admin', 'clerk', undefined, 5, ['admin']];
const scopes = [
  undefined,
  'oauth.clients:read',
  'oauth.clients:write',
  'oauth.clients:rotate',
  'oauth.clients:delete',
  'openid oauth.clients:rotate oauth.clients:delete',
  'oauth.clients:*',
  ['oauth.clients:write'],
];

test('the console derives the same rights from every token as the gateway', () => {
  for (const role of roles)
    for (const scope of scopes)
      for (const claims of [
        { role, scope },
        { roles: [role], scope },
        { roles: role, scope },
      ]) {
        const actor = actorOf({ ...claims, sub: 'a', tenant_id: 't' }, undefined);
        const expected = rights.filter((right) => holds(actor, right));
        expect(rightsOf(claims), JSON.stringify(claims)).toEqual(expected);
      }
});
