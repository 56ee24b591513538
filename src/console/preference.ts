/** What a person prefers in this browser. Only words like `dark` are kept, never a token. */
export function readPreference<Value extends string>(
  name: string,
  values: readonly Value[],
): Value | undefined {
  try {
    const kept = localStorage.getItem(`clientele.${name}`);
    return values.find((value) => value === kept);
  } catch {
    // A browser may keep nothing at all.
    return undefined;
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`clientele.${name}`, value);
  } catch {}
}
