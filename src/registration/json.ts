/** Deeper text is not parsed: writing it out again would exhaust the stack. A JWK Set with certificates has four levels. */
const maxDepth = 16;

/** Whether objects and arrays stand deeper in each other than anything of a registration needs. */
export function isTooDeep(json: string): boolean {
  let depth = 0;
  // A string that never ends is taken to the end of the text, or every quote in it would be tried as a beginning.
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/**
 * JSON lets a member stand twice, and parsers keep one of the two (RFC 8259 §4): a private key could hide in the other.
 * This keeps what was judged. Text that is no JSON, or too deep, stays as it is, for the rules to refuse.
 */
export function withoutRepeatedMembers(json: string): string {
  if (isTooDeep(json)) return json;
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
