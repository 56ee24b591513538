/**
 * What names are compared and sorted by: letter case and compatibility forms do not count, in any script. Computed here
 * rather than by the database, whose answer would depend on its locale.
 */
export function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
