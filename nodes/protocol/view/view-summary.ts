import {
  appendLife,
  type LifeName,
  type LifeSummary,
  mergeInto,
  type SummaryVector,
} from './summary-vector.js';

/** What a view holds, as peers compare it; changes are taken in when somebody asks. */
export class ViewSummary {
  readonly #vector: number[] = [];
  #changed: LifeName[] | undefined;

  /** What is held of that life is not what it was. */
  note(life: LifeName): void {
    this.#changed ??= [];
    this.#changed.push(life);
  }

  clear(): void {
    this.#vector.length = 0;
    this.#changed = undefined;
  }

  /** To be looked at now: it changes with the view. `summed` tells what is held of a life. */
  now(summed: (life: LifeName) => LifeSummary): SummaryVector {
    if (this.#changed !== undefined) {
      mergeInto(this.#vector, vectorOfChanged(this.#changed, summed));
      this.#changed = undefined;
    }
    return this.#vector;
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
