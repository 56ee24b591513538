import {
  type ClientMetadata,
  type DerivedMetadata,
  derivedMetadata,
} from '../../domain/client/client-metadata.ts';
import type { Issue } from '../../domain/error/issue.ts';

/** The result of a dry run. */
export interface Verdict {
  readonly issues: readonly Issue[];
  readonly advisories: readonly Issue[];
  /** The metadata with its defaults, as it would be stored if there were no issues; without a `jwks` that has issues. */
  readonly normalized: ClientMetadata & DerivedMetadata;
}

export function verdictOf(
  metadata: ClientMetadata,
  { issues, advisories }: Pick<Verdict, 'issues' | 'advisories'>,
): Verdict {
  // What is refused may be a private key, and is not repeated.
  const jwks = issues.some(({ path }) => path[0] === 'jwks') ? null : metadata.jwks;
  return { issues, advisories, normalized: { ...metadata, jwks, ...derivedMetadata(metadata) } };
}
