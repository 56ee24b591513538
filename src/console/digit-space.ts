/** Puts a space between digits and Chinese characters, which Intl does not. */
export function spaceDigits(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}
