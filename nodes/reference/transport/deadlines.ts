/** Things that are to come within a time, most of which do. One timer watches over all, so that what comes in time costs none. */
export class Deadlines<Key, Value> {
  /** In the order of their deadlines, but where the time was changed while some wait. */
  readonly #awaited = new Map<Key, { readonly value: Value; readonly dueMs: number }>();
  readonly #nowMs: () => number;
  readonly #missed: (key: Key, value: Value) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(nowMs: () => number, missed: (key: Key, value: Value) => void) {
    this.#nowMs = nowMs;
    this.#missed = missed;
  }

  /** Undefined where it is not awaited. */
  get(key: Key): Value | undefined {
    return this.#awaited.get(key)?.value;
  }

  /** In place of its deadline before. */
  set(key: Key, value: Value, withinMs: number): void {
    this.#awaited.delete(key);
    this.#awaited.set(key, { value, dueMs: this.#nowMs() + withinMs });
    this.#timer ??= setTimeout(() => this.#look(), withinMs);
  }

  met(key: Key): void {
    this.#awaited.delete(key);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#awaited.clear();
  }

  #look(): void {
    this.#timer = undefined;
    const nowMs = this.#nowMs();
    for (const [key, { value, dueMs }] of this.#awaited) {
      if (dueMs > nowMs) break;
      this.#awaited.delete(key);
      this.#missed(key, value);
    }
    const [next] = this.#awaited.values();
    if (next !== undefined) this.#timer ??= setTimeout(() => this.#look(), Math.max(1, next.dueMs - nowMs));
  }
}
