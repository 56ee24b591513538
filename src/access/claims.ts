import type { JWTPayload } from 'jose';
import { type Actor, mayChooseTenant } from '../domain/actor.ts';
import { isTenant } from '../domain/identifier.ts';
import { AccessError } from './access-error.ts';

/** OpenID Connect Core §2 caps `sub` at 255 characters. Control characters would break rows and log lines. */
const subjectShape = /^\P{Cc}{1,255}$/u;

/**
 * Reads the actor from verified claims. The tenant is the `tenant_id` claim; only a `super_admin` may select another one with
 * `X-Tenant-ID`.
 *
 * @throws {AccessError} UNAUTHENTICATED without a subject; FORBIDDEN without a tenant, or with a header that names another
 *   tenant without the right to.
 */
export function actorOf(claims: JWTPayload, tenantHeader: string | undefined): Actor {
  const { sub, tenant_id: tenantId } = claims;
  if (!isSubject(sub)) throw new AccessError('UNAUTHENTICATED', 'NO_SUBJECT', { fault: 'NO_SUBJECT' });
  if (!isTenant(tenantId)) throw new AccessError('FORBIDDEN', 'no tenant_id claim');
  const actor: Actor = {
    id: sub,
    homeTenantId: tenantId,
    tenantId,
    roles: [...namesIn(claims.roles), ...(typeof claims.role === 'string' ? [claims.role] : [])],
    scopes: typeof claims.scope === 'string' ? claims.scope.split(' ') : [],
  };
  if (tenantHeader === undefined || tenantHeader === tenantId) return actor;
  if (!mayChooseTenant(actor) || !isTenant(tenantHeader)) {
    throw new AccessError('FORBIDDEN', 'X-Tenant-ID names another tenant', { actor });
  }
  return { ...actor, tenantId: tenantHeader };
}

function isSubject(value: unknown): value is string {
  return typeof value === 'string' && subjectShape.test(value) && value.isWellFormed();
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
