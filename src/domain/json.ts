/**
 * Deeper text is not parsed, because recursive functions would exhaust the stack. A JWK Set with certificates has four
 * levels.
 */
export const maxDepth = 16;

/** Properties of JSON text, found without parsing it. */
interface Outline {
  /** Whether objects and arrays are nested deeper than any registration needs. */
  readonly isTooDeep: boolean;
  /** The total number of members of its objects, counting repeated ones. */
  readonly members: number;
}

export function outlineOf(json: string): Outline {
  let depth = 0;
  let members = 0;
  // An unterminated string extends to the end of the text. Otherwise every quote in it would be tried as a start.
  for (const [token, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"?(\s*:)?|[[\]{}]/gs)) {
    if (colon !== undefined) members += 1;
    else if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > maxDepth) return { isTooDeep: true, members };
  }
  return { isTooDeep: false, members };
}

/** Whether objects and arrays of a parsed value are nested deeper. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** The total number of members of the objects in a parsed value. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + countMembers(inner), own);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
