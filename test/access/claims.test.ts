import type { JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { actorOf } from '../../src/access/claims.ts';

const claims = { sub: 'someone', tenant_id: 'acme' };
const forbidden = { name: 'AccessError', code: 'FORBIDDEN' };
const unauthenticated = { name: 'AccessError', code: 'UNAUTHENTICATED' };

function refusalOf(payload: JWTPayload, tenantHeader?: string): unknown {
  try {
    return actorOf(payload, tenantHeader);
  } catch (error) {
    return error;
  }
}

describe('the subject of an actor', () => {
  test.each(['someone', 'auth0|5f7c', 'Zoë', 's'.repeat(255)])('comes from the claim: %s', (sub) => {
    expect(actorOf({ ...claims, sub }, undefined).id).toBe(sub);
  });

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['a number', 5],
    ['an object', {}],
    ['over 255 characters', 's'.repeat(256)],
    ['with NUL', 'some\0one'],
    ['with a line break', 'some\none'],
    ['with half of a surrogate pair', 'some\uD800one'],
  ])('is refused if the claim is %s', (_, sub) => {
    expect(refusalOf({ ...claims, sub } as JWTPayload)).toMatchObject(unauthenticated);
  });
});

describe('the rights of an actor', () => {
  test.each([
    ['role', { role: 'admin' }, ['admin'], []],
    ['roles', { roles: ['viewer', 'admin'] }, ['viewer', 'admin'], []],
    ['both', { role: 'admin', roles: ['viewer'] }, ['viewer', 'admin'], []],
    ['scope', { scope: 'openid oauth.clients:write' }, [], ['openid', 'oauth.clients:write']],
    ['nothing', {}, [], []],
  ])('come from %s', (_, rights, roles, scopes) => {
    expect(actorOf({ ...claims, ...rights }, undefined)).toEqual({
      id: 'someone',
      homeTenantId: 'acme',
      tenantId: 'acme',
      roles,
      scopes,
    });
  });

  test.each([
    ['a role that is a list', { role: ['admin'] }],
    ['roles that are a string', { roles: 'admin' }],
    ['roles that are an object', { roles: { 0: 'admin', length: 1 } }],
    ['roles in lists', { roles: [['admin'], { name: 'admin' }, null, 1] }],
    ['a scope that is a list', { scope: ['oauth.clients:write'] }],
  ])('do not come from %s', (_, rights) => {
    expect(actorOf({ ...claims, ...rights }, undefined)).toMatchObject({ roles: [], scopes: [] });
  });

  test('keep the spaces of a role, so that " admin" differs from "admin"', () => {
    expect(actorOf({ ...claims, role: 'viewer admin' }, undefined).roles).toEqual(['viewer admin']);
  });
});

describe('the tenant of an actor', () => {
  test.each(['acme', '42', 'urn:tenant:acme/eu', 't'.repeat(255)])(
    'comes from the claim: %s',
    (tenant_id) => {
      expect(actorOf({ ...claims, tenant_id }, undefined).tenantId).toBe(tenant_id);
    },
  );

  test.each([
    ['absent', undefined],
    ['empty', ''],
    ['a blank', ' '],
    ['two words', 'acme corp'],
    ['padded', ' acme'],
    ['with NUL', 'ac\0me'],
    ['with a line break at the end', 'acme\n'],
    ['outside ASCII', 'ácme'],
    ['a number', 5],
    ['a list', ['acme']],
    ['over 255 characters', 't'.repeat(256)],
  ])('is required, also for a super_admin: a claim that is %s gets 403', (_, tenant_id) => {
    expect(refusalOf({ ...claims, tenant_id, role: 'admin' })).toMatchObject(forbidden);
    expect(refusalOf({ ...claims, tenant_id, role: 'super_admin' }, 'acme')).toMatchObject(forbidden);
  });
});

describe('X-Tenant-ID', () => {
  test('has no effect if it names the tenant of the claim', () => {
    expect(actorOf({ ...claims, role: 'admin' }, 'acme').tenantId).toBe('acme');
  });

  test.each([
    { role: 'admin' },
    { roles: ['admin', 'security_admin'] },
    { scope: 'oauth.clients:write super_admin' },
    {},
  ])('gets 403 if it names another tenant: %j', (rights) => {
    expect(refusalOf({ ...claims, ...rights }, 'other')).toMatchObject(forbidden);
    expect(refusalOf({ ...claims, ...rights }, 'ACME')).toMatchObject(forbidden);
  });

  test.each([{ role: 'super_admin' }, { roles: ['super_admin'] }])(
    'sets the tenant for a super_admin: %j',
    (rights) => {
      expect(actorOf({ ...claims, ...rights }, 'other')).toMatchObject({
        id: 'someone',
        homeTenantId: 'acme',
        tenantId: 'other',
      });
    },
  );

  test.each(['', ' ', 'acme corp', 'ac\0me', 't'.repeat(256)])(
    'must be a valid tenant, also for a super_admin: %j',
    (header) => {
      expect(refusalOf({ ...claims, role: 'super_admin' }, header)).toMatchObject(forbidden);
    },
  );
});
