import type { Mode } from '../../nodes/protocol/node/config.js';

/** What the epidemic formulas are about: `loss` and `failed` are shares from 0 to 1. */
export interface EpidemicSetting {
  readonly nodes: number;
  readonly fanout: number;
  readonly loss: number;
  readonly failed: number;
}

/** Contacts of one node per round that reach a live node: f (1 − p)(1 − q), the mean of a thinned binomial. */
export const effectiveFanout = ({ fanout, loss, failed }: EpidemicSetting): number =>
  fanout * (1 - loss) * (1 - failed);

/**
 * Rounds until push with one contact a round has informed all n: log2 n + ln n + O(1) (Pittel 1987, theorem 1). With f
 * effective contacts: growth by 1 + f a round, then the uninformed share shrinks by e^(−f) a round.
 */
export function pushRounds(setting: EpidemicSetting): number {
  const f = effectiveFanout(setting);
  return Math.log(setting.nodes) / Math.log(1 + f) + Math.log(setting.nodes) / f;
}

/**
 * Rounds until pull has informed all n: log2 n + log2 ln n + O(1) for one contact a round (Karp, Schindelhauer, Shenker and
 * Vöcking 2000, section 2). While few are informed pull grows as push does; from one half on, the uninformed share u becomes
 * u^(1+f) a round, which is the doubly logarithmic term.
 */
export function pullRounds(setting: EpidemicSetting): number {
  const growth = Math.log(1 + effectiveFanout(setting));
  return Math.log(setting.nodes) / growth + Math.log(Math.log(setting.nodes)) / growth;
}

/**
 * Rounds until push-pull has informed all n: log3 n + O(ln ln n) for one contact a round (Karp et al. 2000, theorem 2.1): each
 * round a node is reached by its own contacts and by those of others, so the informed grow by 1 + 2f.
 */
export function pushPullRounds(setting: EpidemicSetting): number {
  const f = effectiveFanout(setting);
  return Math.log(setting.nodes) / Math.log(1 + 2 * f) + Math.log(Math.log(setting.nodes)) / Math.log(1 + f);
}

/** The formula of each mode; anti-entropy exchanges both ways, as push-pull does. */
export const expectedRounds: Readonly<Record<Mode, (setting: EpidemicSetting) => number>> = {
  push: pushRounds,
  pull: pullRounds,
  'push-pull': pushPullRounds,
  'anti-entropy': pushPullRounds,
};
