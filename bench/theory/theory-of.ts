import { meanLossOf } from '../../nodes/runtime/sim/network/links/loss-setting.js';
import type { Spec } from '../spec/spec.js';
import {
  lifeguardTimeoutMs,
  retransmitLimit,
  suspicionTimeoutMs,
  swimFirstDetectionMs,
} from './detection.js';
import { infectionCurve } from './infection.js';
import { type EpidemicSetting, expectedRounds } from './rounds.js';

/** What the literature's formulas say of a spec; each is of one update in a cluster that is whole. Sources: the functions that are called. */
export interface Theory {
  /** Expected rounds until half of the nodes, and until all, hold the update; and the latter as time. */
  readonly rounds: { readonly t50: number; readonly last: number };
  readonly fullDisseminationMs: number;
  /** Mean share of the nodes that hold it after each round, from round 0 on. */
  readonly infectionCurve: readonly { readonly ms: number; readonly fraction: number }[];
  /** Of the failure detector SWIM; absent where another is at work. */
  readonly detection?: {
    /** Expected time from a crash to the first suspicion. */
    readonly firstSuspicionMs: number;
    /** So long a suspicion lasts: with all confirmations that are expected, and without any. */
    readonly suspicionMs: { readonly min: number; readonly max: number };
    /** Times that a node passes one piece of news on. */
    readonly retransmitLimit: number;
  };
}

export function theoryOf(spec: Spec): Theory {
  const { nodes } = spec.cluster;
  const { mode, fanout, intervalMs } = spec.protocol;
  const setting: EpidemicSetting = { nodes, fanout, loss: lossOf(spec), failed: 0 };
  const informed = infectionCurve(mode, setting);
  const last = expectedRounds[mode](setting);
  return {
    rounds: { t50: roundsTo(informed, nodes / 2), last },
    fullDisseminationMs: last * intervalMs,
    infectionCurve: informed.map((count, round) => ({ ms: round * intervalMs, fraction: count / nodes })),
    ...detectionOf(spec),
  };
}

/** Of messages in the long run, by toxics and by the links of a simulation, independently of each other. */
function lossOf({ cluster: { quality }, sim }: Spec): number {
  return sim === undefined ? quality.loss : 1 - (1 - quality.loss) * (1 - meanLossOf(sim.links.loss));
}

/** When the curve reaches `count`, between rounds by a straight line. */
function roundsTo(informed: readonly number[], count: number): number {
  const after = informed.findIndex((value) => value >= count);
  if (after <= 0) return 0;
  const before = informed[after - 1]!;
  return after - 1 + (count - before) / (informed[after]! - before);
}

function detectionOf({ cluster: { nodes }, protocol }: Spec): Pick<Theory, 'detection'> {
  if (protocol.detector !== 'swim') return {};
  const { probeIntervalMs, suspicionMultiplier, maxSuspicionMultiplier, retransmitMultiplier } = protocol;
  const min = suspicionTimeoutMs(suspicionMultiplier, nodes, probeIntervalMs);
  const expected = Math.max(0, suspicionMultiplier - 2);
  const max = lifeguardTimeoutMs(min, maxSuspicionMultiplier * min, 0, nodes - 2 < expected ? 0 : expected);
  return {
    detection: {
      firstSuspicionMs: swimFirstDetectionMs(probeIntervalMs, 1),
      suspicionMs: { min, max },
      retransmitLimit: retransmitLimit(retransmitMultiplier, nodes),
    },
  };
}
