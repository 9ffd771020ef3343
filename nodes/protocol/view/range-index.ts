import type { NodeId, UpdateId } from '../types.js';
import type { Runs } from './runs.js';

/** Sequence numbers of several incarnations, for lookups. */
export class RangeIndex {
  readonly #byOrigin = new Map<NodeId, { readonly incarnation: number; readonly runs: Runs }[]>();

  /** Adds `runs` of an incarnation. */
  add({ origin, incarnation }: Pick<UpdateId, 'origin' | 'incarnation'>, runs: Runs): void {
    if (runs.length === 0) return;
    const incarnations = this.#byOrigin.get(origin);
    if (incarnations) incarnations.push({ incarnation, runs });
    else this.#byOrigin.set(origin, [{ incarnation, runs }]);
  }

  has({ origin, incarnation, seq }: UpdateId): boolean {
    const incarnations = this.#byOrigin.get(origin);
    return incarnations?.some((one) => one.incarnation === incarnation && isWithin(one.runs, seq)) ?? false;
  }
}

function isWithin(runs: Runs, seq: number): boolean {
  for (let i = 0; i < runs.length; i += 2) if (runs[i]! <= seq && seq <= runs[i + 1]!) return true;
  return false;
}
