import {
  appendLife,
  type LifeName,
  type LifeSummary,
  mergeInto,
  type SummaryVector,
} from './summary-vector.js';

/** A copy of so few numbers is kept; of many nodes, longer ones would take much memory. */
const mostKept = 64;

/** What a view holds, as peers compare it; changes are taken in when somebody asks. */
export class ViewSummary {
  readonly #vector: number[] = [];
  /** A copy of it, where that is short: the same for all who ask until something changes. */
  #kept: SummaryVector | undefined;
  #changed: LifeName[] | undefined;

  /** What is held of that life is not what it was. */
  note(life: LifeName): void {
    this.#changed ??= [];
    this.#changed.push(life);
  }

  clear(): void {
    this.#vector.length = 0;
    this.#kept = undefined;
    this.#changed = undefined;
  }

  /** To be looked at now: it changes with the view. `summed` tells what is held of a life. */
  now(summed: (life: LifeName) => LifeSummary): SummaryVector {
    if (this.#changed !== undefined) {
      mergeInto(this.#vector, vectorOfChanged(this.#changed, summed));
      this.#changed = undefined;
      this.#kept = undefined;
    }
    return this.#vector;
  }

  /** The same, to be kept. */
  toKeep(summed: (life: LifeName) => LifeSummary): SummaryVector {
    const vector = this.now(summed);
    if (vector.length > mostKept) return vector.slice();
    this.#kept ??= vector.slice();
    return this.#kept;
  }
}

/** In order, each life once. */
function vectorOfChanged(changed: LifeName[], summed: (life: LifeName) => LifeSummary): SummaryVector {
  changed.sort((a, b) => a.origin - b.origin || a.incarnation - b.incarnation);
  const vector: number[] = [];
  changed.forEach((life, i) => {
    const next = changed[i + 1];
    if (next?.origin === life.origin && next.incarnation === life.incarnation) return;
    appendLife(vector, summed(life));
  });
  return vector;
}
