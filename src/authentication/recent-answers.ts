/** Answers that stay true for a moment: a bounded memory with an end for every entry. */
export class RecentAnswers<Answer> {
  readonly #most: number;
  readonly #keptMs: number;
  readonly #answers = new Map<string, { answer: Answer; untilMs: number }>();

  constructor(most: number, keptMs: number) {
    this.#most = most;
    this.#keptMs = keptMs;
  }

  get(question: string): Answer | undefined {
    const known = this.#answers.get(question);
    if (known === undefined) return undefined;
    if (known.untilMs > performance.now()) return known.answer;
    this.#answers.delete(question);
    return undefined;
  }

  keep(question: string, answer: Answer, keptMs = this.#keptMs): void {
    // Of each question the last answer, which is the youngest.
    this.#answers.delete(question);
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size >= this.#most) this.#answers.delete(oldest);
    this.#answers.set(question, { answer, untilMs: performance.now() + keptMs });
  }
}
