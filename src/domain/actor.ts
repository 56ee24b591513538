/** Who is calling, as the bearer token proved it. */
export interface Actor {
  /** The token's `sub`. */
  readonly id: string;
  /** The tenant of the token. */
  readonly homeTenantId: string;
  /** The tenant whose clients this call reads and writes. */
  readonly tenantId: string;
  /** `role` and `roles` of the token, together. */
  readonly roles: readonly string[];
  /** The token's `scope`, split at spaces. */
  readonly scopes: readonly string[];
}

/** What a caller may be allowed to do. */
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

/** Who holds which right. Names match exactly: `Admin` and `administrator` are nobody. Whoever may change may read. */
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
    description: 'Needs the right to secrets: an administrator, or the scope `oauth.clients:rotate`.',
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

/** Who holds the right, in a sentence for people. */
export function holdersOf(right: Right): string {
  return holders[right].description;
}

/** May name another tenant than the token's own. */
export function mayChooseTenant(actor: Actor): boolean {
  return actor.roles.includes('super_admin');
}
