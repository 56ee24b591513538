import { type Issue, issue } from '../issue.ts';
import type { Candidate } from './candidate.ts';

export function checkGrantTypes({ given, metadata }: Candidate): Issue[] {
  if (given.grantTypes?.length === 0) return [issue('EMPTY_LIST', 'grantTypes')];
  const issues: Issue[] = [];
  if (metadata.grantTypes.every((grant) => grant === 'refresh_token')) {
    issues.push(issue('GRANT_TYPE_REFRESH_ALONE', 'grantTypes'));
  }
  if (metadata.isConfidential) return issues;
  for (const [index, grant] of (given.grantTypes ?? []).entries()) {
    if (grant === 'client_credentials') {
      issues.push(issue('GRANT_TYPE_NEEDS_CONFIDENTIAL', 'grantTypes', index));
    }
  }
  return issues;
}
