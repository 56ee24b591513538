import { ConfigProblems } from '../config.ts';
import { isTenant } from '../domain/identifier.ts';

/** @throws {ConfigProblems} for an invalid `--tenant`, such as the value of a variable that is not set. */
export function requireTenant(tenant: string | undefined): void {
  if (tenant !== undefined && !isTenant(tenant))
    throw new ConfigProblems(['--tenant must be 1 to 255 visible ASCII characters']);
}
