import type { JWTPayload } from 'jose';

/** A right of the schema. */
export type Right = 'read' | 'write' | 'rotate' | 'delete';

interface Holders {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

const administrator: Holders = { roles: ['admin', 'super_admin'], scopes: ['oauth.clients:write'] };

function besidesAdministrators({ roles = [], scopes = [] }: Partial<Holders>): Holders {
  return { roles: [...administrator.roles, ...roles], scopes: [...administrator.scopes, ...scopes] };
}

const holders: Readonly<Record<Right, Holders>> = {
  read: besidesAdministrators({
    roles: ['security_admin'],
    scopes: ['oauth.clients:read', 'oauth.clients:rotate', 'oauth.clients:delete'],
  }),
  write: administrator,
  rotate: besidesAdministrators({ scopes: ['oauth.clients:rotate'] }),
  delete: besidesAdministrators({ scopes: ['oauth.clients:delete'] }),
};

/**
 * The rights of a token by its claims, so that the console offers only what the gateway will allow. The gateway itself
 * decides.
 */
export function rightsOf(claims: JWTPayload): readonly Right[] {
  const roles = rolesOf(claims);
  const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  return (Object.keys(holders) as Right[]).filter(
    (right) =>
      holders[right].roles.some((role) => roles.includes(role)) ||
      holders[right].scopes.some((scope) => scopes.includes(scope)),
  );
}

export function rolesOf({ role, roles }: JWTPayload): unknown[] {
  return [role, ...(Array.isArray(roles) ? roles : [])];
}
