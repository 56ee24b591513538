import { isIP } from 'node:net';
import { type Issue, issue } from '../issue.ts';
import type { IssueCode } from '../issue-catalogue.ts';
import { splitUri } from '../uri.ts';
import type { TlsClientAuthMember } from '../vocabulary.ts';
import type { Candidate } from './candidate.ts';
import { checkUri } from './uri.ts';

const maxLength = 2048;

/** RFC 4514 §3, with the blanks and quotes of older forms: attributes with values, joined by commas and plus signs. */
const attribute =
  /(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*) *=(?: *"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*" *|(?:[^,+"\\<>;\p{Cc}]|\\[^\p{Cc}])*)/u
    .source;
const distinguishedName = new RegExp(`^${attribute}(?:[,+] *${attribute})*$`, 'u');
const dnsName =
  /^(?:\*\.)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const mailAddress = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;

interface Form {
  readonly code: IssueCode;
  readonly fits: (value: string) => boolean;
}

/** What each member looks like (RFC 8705 §2.1.2). */
const forms: Readonly<Record<TlsClientAuthMember, Form>> = {
  subjectDn: {
    code: 'TLS_CLIENT_AUTH_SUBJECT_DN',
    fits: (value) => distinguishedName.test(value) && value.isWellFormed(),
  },
  sanDns: { code: 'TLS_CLIENT_AUTH_SAN_DNS', fits: (value) => dnsName.test(value) && isIP(value) === 0 },
  sanUri: {
    code: 'TLS_CLIENT_AUTH_SAN_URI',
    fits: (value) => splitUri(value).scheme !== undefined && checkUri(value, []).issues.length === 0,
  },
  sanIp: { code: 'TLS_CLIENT_AUTH_SAN_IP', fits: (value) => isIP(value) !== 0 && !value.includes('%') },
  sanEmail: {
    code: 'TLS_CLIENT_AUTH_SAN_EMAIL',
    fits: (value) => mailAddress.test(value) && value.isWellFormed(),
  },
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
  return value.length <= maxLength && fits(value) ? [] : [issue(code, 'tlsClientAuth', member)];
}

export function adviseUnusedSubject({ metadata }: Candidate): Issue[] {
  const { clientAuthMethods, tlsClientAuth } = metadata;
  const isUnused = tlsClientAuth !== null && !clientAuthMethods.includes('tls_client_auth');
  return isUnused ? [issue('ADVISE_TLS_CLIENT_AUTH_UNUSED', 'tlsClientAuth')] : [];
}
