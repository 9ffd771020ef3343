/** One load to try. */
export interface Trial {
  readonly ratePerSecond: number;
  readonly role: 'search' | 'confirmation';
}

export interface SearchPlan {
  /** The first load to try, and the largest, updates/s. */
  readonly fromPerSecond: number;
  readonly toPerSecond: number;
  /** Runs at the knee, all of which must carry it. */
  readonly confirmations: number;
}

/** The largest load that was carried; undefined where none was. */
export interface SearchOutcome {
  readonly saturationPerSecond: number | undefined;
  /** Every confirmation run carried it. */
  readonly isConfirmed: boolean;
  /** The search ended at its upper limit, which was carried: the knee is beyond. */
  readonly isOpen: boolean;
}

/** The search ends when what is carried and what is not are as near as this. */
const resolution = 1.1;
/** So often the knee is moved down where it is not confirmed. */
const mostRetreats = 4;
const leastPerSecond = 1;

/**
 * The stepped search for the saturation point: doubles the load until it is not carried, then halves the gap by its geometric
 * mean, then confirms. It learns of each trial whether the load was carried. A load counts as not carried when two runs say so:
 * one may have been disturbed.
 */
export function* searchSaturation(plan: SearchPlan): Generator<Trial, SearchOutcome, boolean> {
  const { carried, beyond } = yield* bracket(plan);
  if (carried === 0) return { saturationPerSecond: undefined, isConfirmed: false, isOpen: false };
  const knee = yield* narrow(carried, beyond);
  return { ...(yield* confirm(knee, plan.confirmations)), isOpen: beyond === Number.POSITIVE_INFINITY };
}

function* isCarried(ratePerSecond: number): Generator<Trial, boolean, boolean> {
  const trial: Trial = { ratePerSecond, role: 'search' };
  return (yield trial) || (yield trial);
}

/** A load that is carried (0: none is) and one that is not (infinite: all are). */
function* bracket({
  fromPerSecond,
  toPerSecond,
}: SearchPlan): Generator<Trial, { carried: number; beyond: number }, boolean> {
  let rate = Math.min(fromPerSecond, toPerSecond);
  if (yield* isCarried(rate)) {
    for (;;) {
      if (rate === toPerSecond) return { carried: rate, beyond: Number.POSITIVE_INFINITY };
      const next = Math.min(2 * rate, toPerSecond);
      if (!(yield* isCarried(next))) return { carried: rate, beyond: next };
      rate = next;
    }
  }
  while (rate / 2 >= leastPerSecond) {
    if (yield* isCarried(rate / 2)) return { carried: rate / 2, beyond: rate };
    rate /= 2;
  }
  return { carried: 0, beyond: rate };
}

function* narrow(carried: number, beyond: number): Generator<Trial, number, boolean> {
  let [low, high] = [carried, beyond];
  while (high < Number.POSITIVE_INFINITY && high / low > resolution) {
    const middle = twoDigits(Math.sqrt(low * high));
    if (middle <= low || middle >= high) break;
    if (yield* isCarried(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function* confirm(
  knee: number,
  confirmations: number,
): Generator<Trial, Pick<SearchOutcome, 'saturationPerSecond' | 'isConfirmed'>, boolean> {
  let rate = knee;
  for (let retreat = 0; retreat <= mostRetreats; retreat += 1) {
    let carried = 0;
    while (carried < confirmations && (yield { ratePerSecond: rate, role: 'confirmation' })) carried += 1;
    if (carried === confirmations) return { saturationPerSecond: rate, isConfirmed: true };
    if (retreat < mostRetreats) rate = Math.max(leastPerSecond, twoDigits(rate / resolution));
  }
  return { saturationPerSecond: rate, isConfirmed: false };
}

/** 1,237 is 1,200: more digits than the search resolves would only pretend. */
function twoDigits(rate: number): number {
  return Number(rate.toPrecision(2));
}
