/** Who is calling, as the bearer token proved it. */
export interface Actor {
  /** The token's `sub`. */
  readonly id: string;
  /** The tenant whose clients this call reads and writes. */
  readonly tenantId: string;
  /** `role` and `roles` of the token, together. */
  readonly roles: readonly string[];
  /** The token's `scope`, split at spaces. */
  readonly scopes: readonly string[];
}

const writeRoles = ['admin', 'super_admin'];
const readRoles = [...writeRoles, 'security_admin'];
const writeScopes = ['oauth.clients:write'];
const readScopes = [...writeScopes, 'oauth.clients:read'];

/** An administrator registers and changes clients. Names match exactly: `Admin` and `administrator` are nobody. */
export function isAdministrator(actor: Actor): boolean {
  return holds(actor, writeRoles, writeScopes);
}

/** May read the clients of the tenant; every administrator may. */
export function mayReadClients(actor: Actor): boolean {
  return holds(actor, readRoles, readScopes);
}

/** May name another tenant than the token's own. */
export function mayChooseTenant(actor: Actor): boolean {
  return actor.roles.includes('super_admin');
}

function holds(actor: Actor, roles: readonly string[], scopes: readonly string[]): boolean {
  return (
    actor.roles.some((role) => roles.includes(role)) || actor.scopes.some((scope) => scopes.includes(scope))
  );
}
