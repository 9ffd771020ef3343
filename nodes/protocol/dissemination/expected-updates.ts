import type { ExchangeId } from '../types.js';
import type { Incarnation } from '../view/incarnation-summary.js';
import { type Runs, subtractRuns } from '../view/runs.js';
import type { SeqRange } from '../wire/messages.js';

interface Expectation {
  readonly exchange: ExchangeId;
  readonly untilMs: number;
  readonly ranges: readonly SeqRange[];
}

/** What a responder has asked for and not got yet, so that it does not ask others for the same meanwhile. */
export class ExpectedUpdates {
  #expectations: Expectation[] = [];

  get isEmpty(): boolean {
    return this.#expectations.length === 0;
  }

  add(expectation: Expectation): void {
    this.#expectations.push(expectation);
  }

  /** It has come; or there is no more waiting for it. */
  end(exchange: ExchangeId): void {
    if (this.#expectations.length === 0) return;
    this.#expectations = this.#expectations.filter((expectation) => expectation.exchange !== exchange);
  }

  forgetOverdue(nowMs: number): void {
    if (this.#expectations.length === 0) return;
    this.#expectations = this.#expectations.filter(({ untilMs }) => untilMs > nowMs);
  }

  /** `runs` of an incarnation without what is expected of it; `runs` itself where nothing of them is. */
  without({ origin, incarnation }: Incarnation, runs: Runs): Runs {
    let rest = runs;
    for (const { ranges } of this.#expectations) {
      for (const range of ranges) {
        if (range.origin !== origin || range.incarnation !== incarnation) continue;
        if (isTouched(rest, range)) rest = subtractRuns(rest, [range.fromSeq, range.toSeq]);
      }
    }
    return rest;
  }
}

function isTouched(runs: Runs, { fromSeq, toSeq }: SeqRange): boolean {
  for (let i = 0; i < runs.length; i += 2) if (runs[i]! <= toSeq && fromSeq <= runs[i + 1]!) return true;
  return false;
}
