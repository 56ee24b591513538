import { Help } from 'commander';

/** A part of a help text: a title and a list of terms with their meanings, wrapped at 80 columns. */
export function helpList(
  title: string,
  items: readonly (readonly [term: string, meaning: string])[],
): string {
  const help = new Help();
  const width = Math.max(...items.map(([{ length }]) => length));
  const lines = items.map(([term, meaning]) => help.formatItem(term, width, meaning, help));
  return `${title}:\n${lines.join('\n')}\n`;
}
