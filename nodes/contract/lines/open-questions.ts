/** Time between two looks at the node's stdout while an answer is waited for, from the first to the longest, ms. */
const [firstLookMs, longestLookMs] = [1, 20];

interface OpenQuestion {
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly askedMs: number;
}

/** What the harness asked and is not answered yet. While anything is open, the node's stdout is looked at often. */
export class OpenQuestions {
  readonly #look: () => void;
  readonly #timeoutMs: number;
  readonly #open = new Map<string, OpenQuestion>();
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed: Error | undefined;

  constructor({ look, timeoutMs }: { look: () => void; timeoutMs: number }) {
    this.#look = look;
    this.#timeoutMs = timeoutMs;
  }

  /** A number for the next question. */
  number(): number {
    this.#asked += 1;
    return this.#asked;
  }

  /** The answer to a question that is asked now; undefined where none came in time. Rejects when the node ends. */
  expect<T>(name: string): Promise<T | undefined> {
    const answer = new Promise<T | undefined>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      const settle = (value: unknown): void => resolve(value as T | undefined);
      this.#open.set(name, { settle, fail: reject, askedMs: performance.now() });
      this.#schedule(firstLookMs);
    });
    // Who asks may find that the question cannot even be said, and wait for no answer.
    answer.catch(() => undefined);
    return answer;
  }

  /** False: nobody asked, or the time was over. */
  answer(name: string, line: unknown): boolean {
    const question = this.#open.get(name);
    this.#open.delete(name);
    question?.settle(line);
    return question !== undefined;
  }

  /** It was answered with what is no answer. */
  refuse(name: string, error: Error): void {
    this.#open.get(name)?.fail(error);
    this.#open.delete(name);
  }

  close(error: Error): void {
    this.#closed = error;
    clearTimeout(this.#timer);
    for (const { fail } of this.#open.values()) fail(error);
    this.#open.clear();
  }

  #schedule(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#turn(waitMs), waitMs);
  }

  #turn(waitedMs: number): void {
    this.#look();
    const overdueMs = performance.now() - this.#timeoutMs;
    for (const [name, { settle, askedMs }] of this.#open) {
      if (askedMs > overdueMs) break;
      this.#open.delete(name);
      settle(undefined);
    }
    if (this.#open.size > 0 && !this.#closed) this.#schedule(Math.min(1.5 * waitedMs, longestLookMs));
  }
}
