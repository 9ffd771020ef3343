import type { NodeId } from '../types.js';
import type { Runs } from './runs.js';

/** One incarnation of an origin. */
export interface Incarnation {
  readonly origin: NodeId;
  readonly incarnation: number;
}

/** What a node holds of one incarnation of an origin: every seq from 1 to `prefix`, and the `ranges` above it. */
export interface IncarnationSummary extends Incarnation {
  /** 0 when seq 1 is not held. */
  readonly prefix: number;
  /** Flat pairs `lo, hi, lo, hi, …`, ascending, with gaps between them and above the prefix. */
  readonly ranges: Runs;
}

export function compareIncarnations(a: Incarnation, b: Incarnation): number {
  return a.origin - b.origin || a.incarnation - b.incarnation;
}

/** All runs that a summary tells of, the prefix among them. */
export function runsOf({ prefix, ranges }: IncarnationSummary): Runs {
  return prefix > 0 ? [1, prefix, ...ranges] : ranges;
}

/** The list itself where it is in order, else one that is: one that comes over the network need not be. */
export function inOrder<S extends Incarnation>(summaries: readonly S[]): readonly S[] {
  const isOrdered = summaries.every(
    (summary, i) => i === 0 || compareIncarnations(summaries[i - 1]!, summary) <= 0,
  );
  return isOrdered ? summaries : [...summaries].sort(compareIncarnations);
}

export function areSame(a: readonly IncarnationSummary[], b: readonly IncarnationSummary[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!isSame(a[i]!, b[i]!)) return false;
  return true;
}

/** An incarnation of which two lists do not tell the same, with what each tells of it, if anything. */
export interface Difference<A, B> {
  readonly a: A | undefined;
  readonly b: B | undefined;
}

/**
 * Of two lists that are in order, the first with each incarnation once; in time linear in their lengths. One that the second has
 * twice is compared twice.
 */
export function differences<A extends IncarnationSummary, B extends IncarnationSummary>(
  listA: readonly A[],
  listB: readonly B[],
): Difference<A, B>[] {
  const found: Difference<A, B>[] = [];
  let next = 0;
  let isCompared = false;
  const passA = (): void => {
    if (!isCompared) found.push({ a: listA[next], b: undefined });
    next++;
    isCompared = false;
  };
  for (const b of listB) {
    while (next < listA.length && compareIncarnations(listA[next]!, b) < 0) passA();
    const a = listA[next];
    if (a === undefined || compareIncarnations(a, b) > 0) found.push({ a: undefined, b });
    else {
      isCompared = true;
      if (!isSame(a, b)) found.push({ a, b });
    }
  }
  while (next < listA.length) passA();
  return found;
}

function isSame(a: IncarnationSummary, b: IncarnationSummary): boolean {
  if (a.origin !== b.origin || a.incarnation !== b.incarnation || a.prefix !== b.prefix) return false;
  if (a.ranges.length !== b.ranges.length) return false;
  for (let i = 0; i < a.ranges.length; i++) if (a.ranges[i] !== b.ranges[i]) return false;
  return true;
}
