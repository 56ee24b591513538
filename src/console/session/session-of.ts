import { endOf, readClaims } from './check-token.ts';
import { type Right, rightsOf, rolesOf } from './rights.ts';

/** Who works here. The token is in the memory of the page and nowhere else. */
export interface Session {
  /** `sub` of the token. */
  readonly subject: string;
  /** The tenant whose clients are shown. */
  readonly tenant: string;
  /** The tenant of the token. */
  readonly homeTenant: string;
  /** Whether another tenant can be chosen; the gateway decides. */
  readonly maySwitchTenant: boolean;
  readonly rights: readonly Right[];
  /** When the token ends; `undefined` when it does not say. */
  readonly end: Date | undefined;
}

/** @param chosen the tenant to work in, for a token that may choose. */
export function sessionOf(token: string, chosen: string | undefined): Session {
  const claims = readClaims(token) ?? {};
  const homeTenant = typeof claims.tenant_id === 'string' ? claims.tenant_id : '';
  const maySwitchTenant = rolesOf(claims).includes('super_admin');
  return {
    subject: claims.sub ?? '',
    homeTenant,
    tenant: maySwitchTenant && chosen ? chosen : homeTenant,
    maySwitchTenant,
    rights: rightsOf(claims),
    end: endOf(claims),
  };
}

/** Another person or tenant begins anew: nothing that one has seen or typed is there for the next. */
export function deskOf({ subject, homeTenant, tenant }: Session): string {
  return JSON.stringify([subject, homeTenant, tenant]);
}
