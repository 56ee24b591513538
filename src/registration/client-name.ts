/**
 * What names are compared and sorted by: letter case and compatibility forms do not count, in any script. Computed here
 * rather than by the database, whose answer would depend on its locale.
 */
export function nameKeyOf(name: string): string {
  // By way of capitals, because some letters have two of them. Which sigma stands there depends on where in a word it stands, and a part of a name has other ends.
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return folded.normalize('NFKC');
}
