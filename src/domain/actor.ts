/** The caller, as its bearer token proved. */
export interface Actor {
  /** The `sub` of the token. */
  readonly id: string;
  /** The tenant of the token. */
  readonly homeTenantId: string;
  /** The tenant whose clients this request reads and writes. */
  readonly tenantId: string;
  /** `role` and `roles` of the token, combined. */
  readonly roles: readonly string[];
  /** The token's `scope`, split at spaces. */
  readonly scopes: readonly string[];
}

/** A right that a caller can have. */
export const rights = ['read', 'write', 'rotate', 'delete'] as const;
export type Right = (typeof rights)[number];

const administratorRoles = ['admin', 'super_admin'];
const administratorScope = 'oauth.clients:write';

interface Holders {
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** For the description of every field that needs the right. */
  readonly description: string;
}

/** The roles and scopes that grant each right. Names match exactly: `Admin` and `administrator` grant nothing. The right to write includes the right to read. */
const holders: Readonly<Record<Right, Holders>> = {
  read: {
    roles: [...administratorRoles, 'security_admin'],
    scopes: [administratorScope, 'oauth.clients:read', 'oauth.clients:rotate', 'oauth.clients:delete'],
    description:
      'Needs the right to read: an administrator, the role `security_admin`, or the scope `oauth.clients:read`, `:rotate` or `:delete`.',
  },
  write: {
    roles: administratorRoles,
    scopes: [administratorScope],
    description:
      'Needs an administrator: the role `admin` or `super_admin`, or the scope `oauth.clients:write`.',
  },
  rotate: {
    roles: administratorRoles,
    scopes: [administratorScope, 'oauth.clients:rotate'],
    description: 'Needs the right to manage secrets: an administrator, or the scope `oauth.clients:rotate`.',
  },
  delete: {
    roles: administratorRoles,
    scopes: [administratorScope, 'oauth.clients:delete'],
    description: 'Needs the right to delete: an administrator, or the scope `oauth.clients:delete`.',
  },
};

export function holds(actor: Actor, right: Right): boolean {
  const { roles, scopes } = holders[right];
  return (
    actor.roles.some((role) => roles.includes(role)) || actor.scopes.some((scope) => scopes.includes(scope))
  );
}

/** The rights of the actor, in the order of `rights`. */
export function rightsOf(actor: Actor): Right[] {
  return rights.filter((right) => holds(actor, right));
}

/** The holders of a right, as a sentence for documentation. */
export function holdersOf(right: Right): string {
  return holders[right].description;
}

/** Whether the actor may select a tenant other than that of its token. */
export function mayChooseTenant(actor: Actor): boolean {
  return actor.roles.includes('super_admin');
}
