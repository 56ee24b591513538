import type { IssuePath } from './issue.ts';

/** Problems of an import line, in addition to those of a registration. */
export const importFaults = {
  LINE_TOO_LONG: { message: 'The line is longer than 1 MiB.', reference: 'a limit of this server' },
  LINE_NOT_UTF8: { message: 'The line is not valid UTF-8.', reference: 'RFC 8259 §8.1' },
  LINE_NOT_JSON: { message: 'The line is not valid JSON.', reference: 'RFC 8259 §2' },
  LINE_NOT_OBJECT: { message: 'The line must be one JSON object.', reference: 'RFC 7591 §3.1' },
  FORMAT_UNKNOWN: {
    message: 'Unsupported format. This version reads clientele-client-1.',
    reference: 'a rule of this server',
  },
  PLAIN_SECRET: {
    message:
      'Remove the plaintext secret from the file. Secrets are imported only as digests, in secrets[].digest.',
    reference: 'a rule of this server',
  },
  TENANT_FORM: {
    message: 'A tenant must have 1 to 255 visible ASCII characters.',
    reference: 'a rule of this server',
  },
  TENANT_OTHER: {
    message: 'The tenant_id differs from --tenant.',
    reference: 'a rule of this server',
  },
  CLIENT_ID_FORM: {
    message:
      'A client_id must have 1 to 255 visible ASCII characters. It cannot be a URL, ".", ".." or a property of every JavaScript object, such as "constructor". Omit it to get a new one.',
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_ID_TWICE: {
    message: 'An earlier line has the same client_id.',
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_ID_TAKEN: {
    message: 'A client of another tenant has this client_id.',
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_DELETED: {
    message: 'This client was deleted. Restore it before you import it.',
    reference: 'a rule of this server',
  },
  CLIENT_DIFFERS: {
    message:
      'This client is already registered with different content. Use --on-conflict to skip or update it.',
    reference: 'a rule of this server',
  },
  INSTANT_FORM: {
    message: 'Must be a time in RFC 3339 format. Example: 2026-01-31T23:59:59Z.',
    reference: 'RFC 3339 §5.6',
  },
  INSTANT_FUTURE: {
    message: 'The time is in the future.',
    reference: 'a rule of this server',
  },
  VERSION_FORM: {
    message: 'A version must be an integer from 1 to 2147483647.',
    reference: 'a rule of this server',
  },
  SECRET_ID_FORM: { message: 'A secret_id must be a ULID.', reference: 'a rule of this server' },
  SECRET_ID_TAKEN: {
    message: 'Another secret has this secret_id. Omit it to get a new one.',
    reference: 'a rule of this server',
  },
  SECRET_TWICE: { message: 'The list contains the same secret twice.', reference: 'a rule of this server' },
  SECRET_DIGEST_FORM: {
    message:
      'A digest must be "v1." followed by the SHA-256 digest of the secret in base64url without padding.',
    reference: 'a rule of this server',
  },
  SECRET_LAST_FOUR_FORM: {
    message: 'Must be the last four characters of the secret, all visible ASCII.',
    reference: 'a rule of this server',
  },
  SECRET_RETIRED_END: {
    message:
      'A retired secret must have an expires_at that is at most 30 days away, the longest grace period of a rotation.',
    reference: 'a rule of this server',
  },
  SECRETS_TOO_MANY: {
    message: 'A client can have at most 20 secrets.',
    reference: 'a limit of this server',
  },
  SECRET_ENCRYPTED_UNREADABLE: {
    message:
      'The encrypted copy cannot be decrypted with SECRET_ENCRYPTION_KEYS, or it does not match the digest.',
    reference: 'RFC 7516 §5.2',
  },
  CLIENT_RACED: {
    message: 'This client was registered or changed during the import. Import the line again.',
    reference: 'a rule of this server',
  },
} as const satisfies Record<string, { readonly message: string; readonly reference: string }>;

/** A problem of a line. It contains the path and names of members, never a value. */
export interface LineIssue {
  readonly path: IssuePath;
  readonly code: string;
  readonly message: string;
  readonly reference: string;
}

export function importFault(code: keyof typeof importFaults, ...path: IssuePath): LineIssue {
  return { path, code, ...importFaults[code] };
}
