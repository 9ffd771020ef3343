import type { MessageOf } from '../messages.js';
import {
  appendLife,
  type LifeName,
  type LifeSummary,
  mergeInto,
  type SummaryVector,
} from './summary-vector.js';

type Digest = MessageOf<'digest'>;

/** A copy of so few numbers is kept; of many nodes, longer ones would take much memory. */
const mostKept = 64;

/** What a view holds, as peers compare it; changes are taken in when somebody asks. */
export class ViewSummary {
  readonly #vector: number[] = [];
  /** The digest of a short one: the same for all who are told it until something changes. */
  #kept: Digest | undefined;
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

  /** A digest of all of it. */
  digest(summed: (life: LifeName) => LifeSummary): Digest {
    const vector = this.now(summed);
    if (vector.length > mostKept) return digestOfAll(vector);
    this.#kept ??= digestOfAll(vector);
    return this.#kept;
  }
}

function digestOfAll(vector: SummaryVector): Digest {
  return { kind: 'digest', complete: true, hot: false, lives: vector.slice() };
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
