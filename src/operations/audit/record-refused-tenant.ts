import type { Caller, Services } from '../services.ts';
import { recordRefusal } from '../step/record-event.ts';

/** Records that a caller was refused access to another tenant, in the caller's own tenant. */
export function recordRefusedTenant(services: Services, caller: Caller): Promise<void> {
  return recordRefusal(services, caller, {
    action: 'tenant.choose',
    clientId: undefined,
    refusalCode: 'FORBIDDEN',
    issueCodes: [],
  });
}
