import { type Issue, issue } from '../error/issue.ts';
import type { Candidate } from './candidate.ts';
import { checkLength } from './list.ts';

export function checkGrantTypes({ given, metadata }: Candidate): Issue[] {
  const wrongLength = given.grantTypes && checkLength(given.grantTypes, ['grantTypes']);
  if (wrongLength) return [wrongLength];
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
