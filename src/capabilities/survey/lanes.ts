/**
 * Work side by side, so many pieces at a time: while the database writes one, this program decides the next. A failure
 * stops nothing that has begun; it is thrown where the next piece is handed in, or at the end.
 */
export class Lanes {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
  #failures: unknown[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Waits until there is room, then begins. Errors: of a piece that was handed in before. */
  async begin(piece: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running);
    this.#complain();
    const running: Promise<void> = piece()
      .catch((thrown: unknown) => void this.#failures.push(thrown))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits for all that has begun. Errors: the first one of theirs that nobody was told of. */
  async end(): Promise<void> {
    await Promise.all(this.#running);
    this.#complain();
  }

  #complain(): void {
    if (this.#failures.length === 0) return;
    const [first] = this.#failures;
    this.#failures = [];
    throw first;
  }
}
