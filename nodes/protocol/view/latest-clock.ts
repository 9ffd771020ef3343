/** Far above the clocks of any cluster that was not led astray: a run holds millions of writes. */
const leadClocks = 2 ** 32;
/** A million writes a second: more than a cluster takes for long. */
const clocksPerMs = 1_000;

/**
 * The latest clock that a node believes of others at that time. As in a hybrid logical clock (Kulkarni et al. 2014), time bounds
 * how far one message may advance it; and the bound is not relative to the node's own clock, or else many messages would do what one cannot.
 */
export function latestClock(nowMs: number): number {
  return leadClocks + nowMs * clocksPerMs;
}
