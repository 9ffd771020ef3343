import type { Mode } from '../../nodes/protocol/node/config.js';
import { type EpidemicSetting, effectiveFanout } from './rounds.js';

/**
 * Informed nodes after each round, from round 0 (one node) until fewer than half a node is uninformed, at most `maxRounds`:
 * I(t+1) = n − (n − I(t)) (1 − 1/(n−1))^(f I(t)) for push (the mean-field recurrence of Pittel 1987, section 1).
 */
export function infectionCurve(mode: Mode, setting: EpidemicSetting, maxRounds = 1_000): number[] {
  const n = setting.nodes * (1 - setting.failed);
  const informed = [1];
  while (n - informed.at(-1)! >= 0.5 && informed.length <= maxRounds) {
    informed.push(n - (n - informed.at(-1)!) * staysUninformed[mode](informed.at(-1)!, setting));
  }
  return informed;
}

/** Probability that an uninformed node is still uninformed after a round in which `informed` nodes are informed. */
const staysUninformed: Readonly<Record<Mode, (informed: number, setting: EpidemicSetting) => number>> = {
  push: notPushed,
  pull: notPulled,
  'push-pull': (informed, setting) => notPushed(informed, setting) * notPulled(informed, setting),
  'anti-entropy': (informed, setting) => notPushed(informed, setting) * notPulled(informed, setting),
};

/** No informed node picked it: each of the informed makes f contacts among n − 1. */
function notPushed(informed: number, setting: EpidemicSetting): number {
  return (1 - (1 - setting.loss) / (setting.nodes - 1)) ** (setting.fanout * informed);
}

/** None of its own f contacts met an informed node (and got an answer). */
function notPulled(informed: number, setting: EpidemicSetting): number {
  return Math.max(0, 1 - ((1 - setting.loss) * informed) / (setting.nodes - 1)) ** setting.fanout;
}

/**
 * Share of nodes that never hear of an update when every node passes it on to F others once and then stops
 * ('infect and die'): the root in (0, 1) of s = e^(−F(1−s)) (Eugster, Guerraoui, Kermarrec and Massoulié 2004, section 2); 1 for F ≤ 1.
 */
export function infectAndDieResidue(fanout: number): number {
  if (fanout <= 1) return 1;
  let s = Math.exp(-fanout);
  for (let i = 0; i < 200; i += 1) s = Math.exp(-fanout * (1 - s));
  return s;
}

/**
 * Share of nodes that hold an update after `rounds` rounds, as HashiCorp's Serf draws it in its convergence simulator: a logistic
 * curve with contact rate f/n (1 − loss)(1 − failed)/2.
 */
export function serfConvergence(rounds: number, setting: EpidemicSetting): number {
  const { nodes } = setting;
  const contact = (effectiveFanout(setting) / nodes) * 0.5;
  return 1 / (1 + (nodes + 1) * Math.exp(-contact * nodes * rounds));
}
