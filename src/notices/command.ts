/** A command to copy, on a line of its own; it is the same in every language. */
export function command(words: string): string {
  return `  rundmail ${words}`;
}
