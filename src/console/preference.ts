/** A setting of a person in this browser. Only values like `dark` are stored, never a token. */
export function readPreference<Value extends string>(
  name: string,
  values: readonly Value[],
): Value | undefined {
  try {
    const kept = localStorage.getItem(`clientele.${name}`);
    return values.find((value) => value === kept);
  } catch {
    // A browser may refuse to store anything.
    return undefined;
  }
}

export function keepPreference(name: string, value: string): void {
  try {
    localStorage.setItem(`clientele.${name}`, value);
  } catch {}
}
