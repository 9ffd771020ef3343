import type { Update, Version } from '../../../protocol/types.js';

/** Updates by number, equal ones once: copies of one write differ by their hops alone. Numbers begin at 1. */
export class SharedUpdates {
  readonly #updates: Update[] = [];
  readonly #byVersion = new Map<Version, number[]>();
  /** What was asked for last, which mostly is asked for again. */
  #lastVersion: Version | undefined;
  #lastNumbers: number[] = [];

  /** Versions are told apart by identity: the copies of an update share theirs. */
  numberOf(update: Update): number {
    const { version, hops } = update;
    const numbers = version === this.#lastVersion ? this.#lastNumbers : this.#numbersOf(version);
    numbers[hops] ??= this.#updates.push(update);
    return numbers[hops];
  }

  get(number: number): Update {
    return this.#updates[number - 1]!;
  }

  #numbersOf(version: Version): number[] {
    const numbers = this.#byVersion.get(version) ?? [];
    this.#byVersion.set(version, numbers);
    this.#lastVersion = version;
    this.#lastNumbers = numbers;
    return numbers;
  }
}
