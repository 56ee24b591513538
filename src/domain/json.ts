/** Deeper text is not parsed: what walks over it would exhaust the stack. A JWK Set with certificates has four levels. */
export const maxDepth = 16;

/** What can be said of JSON text without parsing it. */
interface Outline {
  /** Whether objects and arrays stand deeper in each other than anything of a registration needs. */
  readonly isTooDeep: boolean;
  /** How many members its objects have, each as often as it stands there. */
  readonly members: number;
}

export function outlineOf(json: string): Outline {
  let depth = 0;
  let members = 0;
  // A string that never ends is taken to the end of the text, or every quote in it would be tried as a beginning.
  for (const [token, colon] of json.matchAll(/"(?:[^"\\]|\\.)*"?(\s*:)?|[[\]{}]/gs)) {
    if (colon !== undefined) members += 1;
    else if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > maxDepth) return { isTooDeep: true, members };
  }
  return { isTooDeep: false, members };
}

/** Whether objects and arrays of a parsed value are nested in more levels than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

/** How many members the objects in a parsed value have, all together. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + countMembers(inner), own);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
