/** The parts of a URI as written, before a parser has repaired it. */
export interface UriParts {
  /** Lower case; `undefined` when the text is a relative reference. */
  readonly scheme: string | undefined;
  /** The text between `//` and the path; `undefined` without `//`. */
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
}

/**
 * RFC 3986 Appendix B with the grammar of schemes of §3.1. Every class excludes its terminator, so matching takes
 * linear time.
 */
const parts = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

const outsideUri = /[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/;

/** Brackets may only be at this place (RFC 3986 §3.2.2). */
const bracketedHost = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#@[\]]*@)?)\[([^\]/?#@[]*)\]/;

export function splitUri(text: string): UriParts {
  const [, scheme, authority, path = '', query, fragment] = parts.exec(text) ?? [];
  return { scheme: scheme?.toLowerCase(), authority, path, query, fragment };
}

/** Whether the text contains URI characters only (RFC 3986 §2); `%` must start a percent-encoded octet. */
export function hasOnlyUriCharacters(text: string): boolean {
  return !outsideUri.test(text.replace(bracketedHost, '$1$2'));
}
