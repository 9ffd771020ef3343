import type { NodeId, UpdateId } from '../types.js';
import type { Runs } from './runs.js';

/** Sequence numbers of several lives, for lookups. */
export class RangeIndex {
  readonly #byOrigin = new Map<NodeId, { readonly incarnation: number; readonly runs: Runs }[]>();

  /** Adds `runs` of a life. */
  add({ origin, incarnation }: Pick<UpdateId, 'origin' | 'incarnation'>, runs: Runs): void {
    if (runs.length === 0) return;
    const lives = this.#byOrigin.get(origin);
    if (lives) lives.push({ incarnation, runs });
    else this.#byOrigin.set(origin, [{ incarnation, runs }]);
  }

  has({ origin, incarnation, seq }: UpdateId): boolean {
    const lives = this.#byOrigin.get(origin);
    return lives?.some((life) => life.incarnation === incarnation && isWithin(life.runs, seq)) ?? false;
  }
}

function isWithin(runs: Runs, seq: number): boolean {
  for (let i = 0; i < runs.length; i += 2) if (runs[i]! <= seq && seq <= runs[i + 1]!) return true;
  return false;
}
