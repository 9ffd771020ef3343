/** Makes parts that come up side by side fail together: the first failure is the one that is reported. */
export class FirstFailure {
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal;
  readonly #giveUp = () => this.fail(this.#outer.reason);

  /** `outer` aborts the parts too, with its own reason. */
  constructor(outer: AbortSignal) {
    this.#outer = outer;
    outer.addEventListener('abort', this.#giveUp, { once: true });
    if (outer.aborted) this.#giveUp();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  fail(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** The parts' results; rejects as soon as one part or the outer signal fails, without waiting for the others. */
  async guard<T extends readonly unknown[]>(...parts: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
    const failed = new Promise<never>((_, reject) => {
      const giveUp = () => reject(this.signal.reason);
      this.signal.addEventListener('abort', giveUp, { once: true });
      if (this.signal.aborted) giveUp();
    });
    try {
      return (await Promise.race([Promise.all(parts), failed])) as unknown as T;
    } catch (error) {
      this.fail(error);
      throw this.signal.reason;
    }
  }

  /** The start is over, well or not: the outer signal is not listened to any more. */
  end(): void {
    this.#outer.removeEventListener('abort', this.#giveUp);
  }
}
