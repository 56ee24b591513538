/** Names that differ only in case and separators count as equal: `clientId` and `client_id`. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * The name that a misspelled one probably means: the nearest of `known` by the number of letters that were added, omitted,
 * replaced or swapped with their neighbour. Names of up to five letters may have one such mistake, longer ones two, because
 * `HOME` and `PATH` are not misspellings of `HOST` and `PORT`. `undefined` if none is that near.
 */
export function closestName(name: string, known: Iterable<string>): string | undefined {
  const written = bare(name);
  let closest: { readonly name: string; readonly mistakes: number } | undefined;
  for (const candidate of known) {
    const meant = bare(candidate);
    const allowed = meant.length <= 5 ? 1 : 2;
    // The distance is at least the difference of the lengths. This check bounds the cost for names of any length.
    if (Math.abs(written.length - meant.length) > allowed) continue;
    const mistakes = countMistakes(written, meant);
    if (mistakes <= allowed && mistakes < (closest?.mistakes ?? Infinity))
      closest = { name: candidate, mistakes };
  }
  return closest?.name;
}

/** Optimal string alignment: the Levenshtein distance in which two swapped neighbours count once. */
function countMistakes(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
