import type { IssuePath } from './issue.ts';

/** What can be wrong with a line of an import besides what can be wrong with a registration. */
export const importFaults = {
  LINE_TOO_LONG: { message: 'The line is longer than 1 MiB.', reference: 'a limit of this server' },
  LINE_NOT_UTF8: { message: 'The line is not valid UTF-8.', reference: 'RFC 8259 §8.1' },
  LINE_NOT_JSON: { message: 'The line is not valid JSON.', reference: 'RFC 8259 §2' },
  LINE_NOT_OBJECT: { message: 'The line must be one JSON object.', reference: 'RFC 7591 §3.1' },
  FORMAT_UNKNOWN: {
    message: 'This version does not read this format; it reads clientele-client-1.',
    reference: 'a rule of this server',
  },
  PLAIN_SECRET: {
    message:
      'A secret is imported as its digest only, in secrets[].digest; remove the secret itself from the file.',
    reference: 'a rule of this server',
  },
  TENANT_FORM: {
    message: 'A tenant is 1 to 255 visible ASCII characters.',
    reference: 'a rule of this server',
  },
  TENANT_OTHER: {
    message: 'The line names another tenant than --tenant does.',
    reference: 'a rule of this server',
  },
  CLIENT_ID_FORM: {
    message:
      'A client_id is app- and a ULID; one of another form cannot be kept: leave it out, and the client gets a new one.',
    reference: 'a rule of this server',
  },
  CLIENT_ID_TWICE: {
    message: 'A line before this one has the same client_id.',
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_ID_TAKEN: {
    message: 'A client of another tenant has this client_id.',
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_DELETED: {
    message: 'The client was deleted here; restore it first, if that is what you want.',
    reference: 'a rule of this server',
  },
  CLIENT_DIFFERS: {
    message: 'The client is registered here with other content; --on-conflict says what to do then.',
    reference: 'a rule of this server',
  },
  MOMENT_FORM: {
    message: 'The time is not one of RFC 3339, as in 2026-01-31T23:59:59Z.',
    reference: 'RFC 3339 §5.6',
  },
  MOMENT_FUTURE: {
    message: 'The time is still to come, by more than clocks differ.',
    reference: 'a rule of this server',
  },
  VERSION_FORM: {
    message: 'A version is a whole number from 1 to 2147483647.',
    reference: 'a rule of this server',
  },
  SECRET_ID_FORM: { message: 'A secret_id is a ULID.', reference: 'a rule of this server' },
  SECRET_ID_TAKEN: {
    message: 'Another secret has this secret_id; leave it out, and the secret gets a new one.',
    reference: 'a rule of this server',
  },
  SECRET_TWICE: { message: 'The same secret stands in the list twice.', reference: 'a rule of this server' },
  SECRET_DIGEST_FORM: {
    message: 'A digest is v1. and the SHA-256 digest of the secret in base64url, without padding.',
    reference: 'a rule of this server',
  },
  SECRET_LAST_FOUR_FORM: {
    message: 'This takes the last four characters of the secret, which are visible ASCII characters.',
    reference: 'a rule of this server',
  },
  SECRET_RETIRED_END: {
    message:
      'A retired secret verifies until its expires_at, which has to be there and not farther off than a rotation would put it.',
    reference: 'a rule of this server',
  },
  SECRETS_TOO_MANY: {
    message: 'A client keeps at most 20 secrets.',
    reference: 'a limit of this server',
  },
  SECRET_SEALED_UNREADABLE: {
    message:
      'No key of SECRET_ENCRYPTION_KEYS opens the sealed copy, or it is of another secret than the digest.',
    reference: 'RFC 7516 §5.2',
  },
  CLIENT_RACED: {
    message: 'Something else registered or changed this client meanwhile; import the line again.',
    reference: 'a rule of this server',
  },
} as const satisfies Record<string, { readonly message: string; readonly reference: string }>;

/** One problem of one line. Of the line it holds no more than the path and the names of members, never a value. */
export interface LineIssue {
  readonly path: IssuePath;
  readonly code: string;
  readonly message: string;
  readonly reference: string;
}

export function importFault(code: keyof typeof importFaults, ...path: IssuePath): LineIssue {
  return { path, code, ...importFaults[code] };
}
