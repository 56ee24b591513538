import { endOf, readClaims } from './check-token.ts';
import { type Right, rightsOf, rolesOf } from './rights.ts';

/** The session. The token is only in the memory of the page. */
export interface Session {
  /** `sub` of the token. */
  readonly subject: string;
  /** The tenant whose clients are shown. */
  readonly tenant: string;
  /** The tenant of the token. */
  readonly homeTenant: string;
  /** Whether another tenant can be selected; the gateway decides. */
  readonly maySwitchTenant: boolean;
  readonly rights: readonly Right[];
  /** The expiry of the token; `undefined` if it has none. */
  readonly end: Date | undefined;
}

/** @param chosen the selected tenant, for a token that may select one. */
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

/** Another person or tenant starts with a fresh page, without data or input of the previous one. */
export function deskOf({ subject, homeTenant, tenant }: Session): string {
  return JSON.stringify([subject, homeTenant, tenant]);
}
