import { isIP } from 'node:net';
import { maxSubjectLength, type TlsClientAuthMember } from '../client/vocabulary.ts';
import { type Issue, issue } from '../error/issue.ts';
import type { IssueCode } from '../error/issue-catalogue.ts';
import { splitUri } from '../uri/uri.ts';
import type { Candidate } from './candidate.ts';
import { isCanonicalDistinguishedName, isDistinguishedName } from './distinguished-name.ts';
import { isEmailAddress } from './email-address.ts';
import { checkUri } from './uri.ts';

const dnsName =
  /^(?=.{1,253}$)(?:\*\.)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

interface Form {
  readonly code: IssueCode;
  readonly fits: (value: string) => boolean;
}

/** The form of each member (RFC 8705 §2.1.2). */
const forms: Readonly<Record<TlsClientAuthMember, Form>> = {
  subjectDn: {
    code: 'TLS_CLIENT_AUTH_SUBJECT_DN',
    fits: isDistinguishedName,
  },
  sanDns: { code: 'TLS_CLIENT_AUTH_SAN_DNS', fits: (value) => dnsName.test(value) && isIP(value) === 0 },
  sanUri: {
    code: 'TLS_CLIENT_AUTH_SAN_URI',
    fits: (value) => splitUri(value).scheme !== undefined && checkUri(value, []).issues.length === 0,
  },
  sanIp: { code: 'TLS_CLIENT_AUTH_SAN_IP', fits: (value) => isIP(value) !== 0 && !value.includes('%') },
  sanEmail: { code: 'TLS_CLIENT_AUTH_SAN_EMAIL', fits: isEmailAddress },
};

export function checkTlsClientAuth({ metadata }: Candidate): Issue[] {
  const { clientAuthMethods, tlsClientAuth } = metadata;
  if (tlsClientAuth === null) {
    return clientAuthMethods.includes('tls_client_auth')
      ? [issue('TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth')]
      : [];
  }
  const { member, value } = tlsClientAuth;
  const { code, fits } = forms[member];
  return value.length <= maxSubjectLength && fits(value) ? [] : [issue(code, 'tlsClientAuth', member)];
}

export function adviseUnusedSubject({ metadata }: Candidate): Issue[] {
  const { clientAuthMethods, tlsClientAuth } = metadata;
  const isUnused = tlsClientAuth !== null && !clientAuthMethods.includes('tls_client_auth');
  return isUnused ? [issue('ADVISE_TLS_CLIENT_AUTH_UNUSED', 'tlsClientAuth')] : [];
}

/** Servers that compare the text, in the form that most reverse proxies use, do not match older forms. */
export function adviseSubjectForm({ metadata: { tlsClientAuth } }: Candidate): Issue[] {
  if (tlsClientAuth?.member !== 'subjectDn') return [];
  const { value } = tlsClientAuth;
  const isOlderForm =
    value.length <= maxSubjectLength && isDistinguishedName(value) && !isCanonicalDistinguishedName(value);
  return isOlderForm ? [issue('ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN', 'tlsClientAuth', 'subjectDn')] : [];
}
