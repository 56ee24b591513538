import { Help } from 'commander';

/** Part of a help text in the form of its other parts: a title, and under it terms with what they mean, broken at 80 columns. */
export function helpList(
  title: string,
  items: readonly (readonly [term: string, meaning: string])[],
): string {
  const help = new Help();
  const width = Math.max(...items.map(([{ length }]) => length));
  const lines = items.map(([term, meaning]) => help.formatItem(term, width, meaning, help));
  return `${title}:\n${lines.join('\n')}\n`;
}
