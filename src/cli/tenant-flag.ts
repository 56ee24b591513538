import { ConfigProblems } from '../config.ts';
import { isTenant } from '../domain/identifier.ts';

/** @throws {ConfigProblems} for a `--tenant` that can be none, such as the value of a variable that is not set. */
export function requireTenant(tenant: string | undefined): void {
  if (tenant !== undefined && !isTenant(tenant))
    throw new ConfigProblems(['--tenant has to be 1 to 255 visible ASCII characters']);
}
