import type { Update } from '../types.js';
import type { IncarnationLog } from '../view/incarnation-log.js';
import type { Incarnation } from '../view/incarnation-summary.js';
import type { Runs } from '../view/runs.js';
import { subtractRuns } from '../view/runs.js';
import { rangeLength, updateLength } from '../wire/element-length.js';
import type { SeqRange } from '../wire/messages.js';

/** Room that is not worth a search for an update small enough for it, bytes. */
const crumbs = 32;

/** Collects what a peer lacks, up to a size and a number: updates first, superseded ranges in what is left. */
export class DeltaBuilder {
  readonly updates: Update[] = [];
  /** Every update that the peer lacks is among `updates`. */
  whole = true;
  readonly #superseded: SeqRange[] = [];
  #room: number;
  readonly #most: number;

  /** @param most updates. */
  constructor(budget: number, most = Number.POSITIVE_INFINITY) {
    this.#room = budget;
    this.#most = most;
  }

  /** The held seqs `runs` of `log` are lacking over there. */
  add(log: IncarnationLog, runs: Runs): void {
    for (let i = 0; i < runs.length; i += 2) this.#addRun(log, runs[i]!, runs[i + 1]!);
  }

  /**
   * The superseded ranges that fit, or none unless `allowed` and the delta is whole. Whoever marks a seq as superseded must
   * by then hold what superseded it, or an origin's crash could leave it without either (see PROTOCOL.md, Repair).
   */
  takeSuperseded(allowed: boolean): SeqRange[] {
    return allowed && this.whole ? this.takeFitting(this.#superseded) : [];
  }

  /** Those of `ranges` that fit in the room that is left, from the first on. */
  takeFitting(ranges: readonly SeqRange[]): SeqRange[] {
    const taken: SeqRange[] = [];
    for (const range of ranges) {
      const bytes = rangeLength(range);
      if (bytes > this.#room) break;
      this.#room -= bytes;
      taken.push(range);
    }
    return taken;
  }

  #addRun(log: IncarnationLog, lo: number, hi: number): void {
    if (this.#room < crumbs) {
      this.whole = false;
      return;
    }
    const current = log.currentWithin(lo, hi);
    for (const update of current) this.#addUpdate(update);
    if (current.length === hi - lo + 1) return;
    const superseded = subtractRuns(
      [lo, hi],
      current.flatMap(({ version: { seq } }) => [seq, seq]),
    );
    for (const range of rangesOf(log, superseded)) this.#superseded.push(range);
  }

  #addUpdate(update: Update): void {
    const bytes = updateLength(update);
    if (bytes > this.#room || this.updates.length === this.#most) {
      this.whole = false;
      return;
    }
    this.#room -= bytes;
    this.updates.push(update);
  }
}

/** Runs of one incarnation as ranges. */
export function rangesOf({ origin, incarnation }: Incarnation, runs: Runs): SeqRange[] {
  const ranges: SeqRange[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    ranges.push({ origin, incarnation, fromSeq: runs[i]!, toSeq: runs[i + 1]! });
  }
  return ranges;
}
