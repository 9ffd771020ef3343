import type { FaultSpan } from '../timeline/fault-spans.js';

/** What a run's recovery is measured by; times in ms on the nodes' clock. */
export interface RecoveryWindow {
  /** f0: the first link or node was touched. */
  readonly f0Ms: number;
  /** f1: the last heal was confirmed; undefined where a fault was never seen healed. */
  readonly f1Ms: number | undefined;
  /** The end of what was observed. */
  readonly endMs: number;
  /** Whether the run went on to its end, so that what had not come by then can be called missing. */
  readonly isObservedToEnd: boolean;
}

/** From the first fault to the end of the run; undefined for a run without faults. */
export function recoveryWindow(
  faults: readonly FaultSpan[],
  observed: { readonly endMs: number; readonly isObservedToEnd: boolean },
): RecoveryWindow | undefined {
  if (faults.length === 0) return undefined;
  const f0Ms = faults.reduce(
    (first, { applied }) => Math.min(first, applied.firstMs),
    Number.POSITIVE_INFINITY,
  );
  const f1Ms = faults.reduce<number | undefined>(
    (last, { healed }) => (last === undefined || !healed ? undefined : Math.max(last, healed.lastMs)),
    f0Ms,
  );
  return { f0Ms, f1Ms, ...observed };
}
