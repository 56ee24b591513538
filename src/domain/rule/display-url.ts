import { type Issue, issue } from '../error/issue.ts';
import { splitUri } from '../uri/uri.ts';
import type { Candidate } from './candidate.ts';
import { checkUri, isWeb } from './uri.ts';

const displayFields = ['logoUrl', 'privacyPolicy', 'termsUrl', 'website'] as const;

/** Pages and pictures that a consent screen links to; anything but http and https could run in the user's session. */
export function checkDisplayUrls({ metadata }: Candidate): Issue[] {
  return displayFields.flatMap((field) => {
    const url = metadata[field];
    if (url === null) return [];
    const { issues, parts } = checkUri(url, [field]);
    if (parts?.scheme !== undefined && !isWeb(parts.scheme)) issues.push(issue('URL_NOT_WEB', field));
    return issues;
  });
}

export function adviseHttp({ metadata }: Candidate): Issue[] {
  return displayFields.flatMap((field) => {
    const url = metadata[field];
    return url !== null && splitUri(url).scheme === 'http' ? [issue('ADVISE_DISPLAY_URL_HTTP', field)] : [];
  });
}
