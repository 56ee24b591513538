import { isIP } from 'node:net';
import { type Issue, issue } from '../issue.ts';
import { hasOnlyUriCharacters, splitUri } from '../uri.ts';
import type { TlsClientAuthMember } from '../vocabulary.ts';
import type { Candidate } from './candidate.ts';

const maxLength = 2048;

/** What each member has to look like (RFC 8705 §2.1.2). */
const shapes: Readonly<Record<TlsClientAuthMember, (value: string) => boolean>> = {
  subjectDn: (value) =>
    /^\s*([A-Za-z][A-Za-z0-9-]*|\d+(\.\d+)*)\s*=/.test(value) &&
    !/\p{Cc}/u.test(value) &&
    value.isWellFormed(),
  sanDns: (value) =>
    /^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(
      value,
    ),
  sanUri: (value) => splitUri(value).scheme !== undefined && hasOnlyUriCharacters(value),
  sanIp: (value) => isIP(value) !== 0 && !value.includes('%'),
  sanEmail: (value) => /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(value) && value.isWellFormed(),
};

export function checkTlsClientAuth({ metadata }: Candidate): Issue[] {
  const { clientAuthMethods, tlsClientAuth } = metadata;
  if (tlsClientAuth === null) {
    return clientAuthMethods.includes('tls_client_auth')
      ? [issue('TLS_CLIENT_AUTH_MISSING', 'tlsClientAuth')]
      : [];
  }
  const { member, value } = tlsClientAuth;
  const fits = value.length <= maxLength && shapes[member](value);
  return fits ? [] : [issue('TLS_CLIENT_AUTH_VALUE', 'tlsClientAuth', member)];
}

export function adviseUnusedSubject({ metadata }: Candidate): Issue[] {
  const { clientAuthMethods, tlsClientAuth } = metadata;
  const isUnused = tlsClientAuth !== null && !clientAuthMethods.includes('tls_client_auth');
  return isUnused ? [issue('ADVISE_TLS_CLIENT_AUTH_UNUSED', 'tlsClientAuth')] : [];
}
