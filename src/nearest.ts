/** "Did you mean …": the known word that somebody most likely wanted to type. */

/**
 * The known word nearest to `word`, or undefined if none is near enough to be worth suggesting.
 * Near is: the same but for case, the beginning of the other (`password` and `passwordFile`), or few typing mistakes.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase();
  const mistakesAllowed = Math.max(1, Math.floor(typed.length / 3));
  let best: { word: string; mistakes: number } | undefined;
  for (const candidate of known) {
    const mistakes = typingMistakes(typed, candidate.toLowerCase());
    if (mistakes <= mistakesAllowed && (best === undefined || mistakes < best.mistakes)) {
      best = { word: candidate, mistakes };
    }
  }
  return best?.word;
}

function typingMistakes(typed: string, wanted: string): number {
  const isBeginning = typed.length >= 3 && wanted.length >= 3 && (wanted.startsWith(typed) || typed.startsWith(wanted));
  return isBeginning ? Math.min(1, Math.abs(typed.length - wanted.length)) : editDistance(typed, wanted);
}

/** Letters to insert, drop, change, or swap with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      const cell = Math.min(
        (last[column] ?? row) + 1,
        (current[column - 1] ?? row) + 1,
        (last[column - 1] ?? row) + changed,
        isSwap(from, to, row, column) ? (beforeLast[column - 2] ?? row) + 1 : Number.POSITIVE_INFINITY,
      );
      current.push(cell);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

function isSwap(from: string, to: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
}
