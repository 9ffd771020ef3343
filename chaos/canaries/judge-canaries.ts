import { linkName } from '../../nodes/runtime/cluster.js';
import type { DirectedLink } from '../links/directed-link.js';
import type { Measured } from '../links/measured.js';
import type { ToxicSpec } from '../links/toxic-spec.js';
import { medianOf, quantilesOf } from './quantiles.js';
import { quantiles, wilson } from './wilson.js';

/** What a canary meets in one direction of a link, by all that is on it. */
export interface ExpectedLeg {
  /** Median and longest delay, ms. */
  readonly latencyMs: number;
  readonly maxLatencyMs: number;
  /** Probability that it is lost. */
  readonly loss: number;
  /** Its bandwidth is limited: it waits behind whatever gossip is queued there, for as long as that takes. */
  readonly isThrottled?: true;
  /** Losses come in bursts: so many canaries tell as much of them as one tells of independent ones. Absent: 1. */
  readonly burstiness?: number;
}

/** One stream of a link's proxy, or its datagrams, that a fault touches: what is expected, and what canaries met. */
export interface Leg {
  readonly link: DirectedLink;
  readonly stream: ToxicSpec['stream'] | 'datagrams';
  readonly expected: ExpectedLeg;
  readonly trials: number;
  readonly lost: number;
  readonly delaysMs: readonly number[];
}

export interface Judgement {
  readonly measured: Measured;
  /** Why what was measured is not what was asked; empty where it is. */
  readonly reasons: readonly string[];
}

/** The machine's own part of a canary's delay, and how exact a median is asked for. */
const latencyTolerance = { ms: 5, share: 0.15 };
/** A loss this far outside the interval is still believed. */
const lossTolerance = 0.01;

/**
 * Pools the legs, and holds what was measured against what is expected of them; `machineMs` is what the machine may add to
 * a delay beyond the tolerance.
 */
export function judgeCanaries(probes: number, legs: readonly Leg[], machineMs = 0): Judgement {
  const trials = legs.reduce((sum, leg) => sum + leg.trials, 0);
  const lost = legs.reduce((sum, leg) => sum + leg.lost, 0);
  const loss = trials > 0 ? wilson(lost, trials) : undefined;
  const delays = legs.flatMap(({ delaysMs }) => delaysMs);
  const latencyMs = delays.length > 0 ? quantilesOf(delays) : undefined;
  const measured = { probes, ...(latencyMs ? { latencyMs } : {}), ...(loss ? { loss } : {}) };
  return {
    measured,
    reasons: [...lossReasons(lost, trials, legs), ...latencyReasons(legs, machineMs)],
  };
}

/** At 99.9 %: a storm has dozens of faults, of which at 95 % one or two sound ones a run would be doubted. */
function lossReasons(lost: number, trials: number, legs: readonly Leg[]): string[] {
  if (trials === 0) return ['no canary was sent'];
  const telling = trials / Math.max(...legs.map(({ expected }) => expected.burstiness ?? 1));
  const loss = wilson((lost / trials) * telling, telling, quantiles.permille999);
  const asked = legs.reduce((sum, leg) => sum + leg.expected.loss * leg.trials, 0) / trials;
  if (asked >= loss.low - lossTolerance && asked <= loss.high + lossTolerance) return [];
  const worst = most(legs, (leg) => Math.abs(leg.lost - leg.expected.loss * leg.trials));
  return [
    `${share(loss.fraction)} of the canaries were lost per direction (99.9 % interval ${share(loss.low)} to ${share(loss.high)}), requested ${share(asked)}; worst: ${worst.lost} of ${worst.trials} on ${legName(worst)}`,
  ];
}

function latencyReasons(legs: readonly Leg[], machineMs: number): string[] {
  const carrying = legs.filter(({ expected }) => expected.loss < 1);
  const [throttled, others] = [
    carrying.filter(({ expected }) => expected.isThrottled),
    carrying.filter(({ expected }) => !expected.isThrottled),
  ];
  return [
    ...delayReasons(others, machineMs),
    // A queue has no delay that was asked for, only that of the other toxics.
    ...delayReasons(throttled, Number.POSITIVE_INFINITY),
  ];
}

function delayReasons(carrying: readonly Leg[], beyondMs: number): string[] {
  if (carrying.length === 0) return [];
  const delays = carrying.flatMap(({ delaysMs }) => delaysMs);
  const latency = delays.length > 0 ? quantilesOf(delays) : undefined;
  if (!latency) return ['no canary was answered, so there is no measured delay'];
  const asked = medianOf(carrying.map(({ expected }) => expected.latencyMs));
  const tolerance = latencyTolerance.ms + latencyTolerance.share * asked;
  if (latency.p50 >= asked - tolerance && latency.p50 <= asked + tolerance + beyondMs) return [];
  const answered = carrying.filter(({ delaysMs }) => delaysMs.length > 0);
  const worst = most(answered, (leg) => Math.abs(medianOf(leg.delaysMs) - leg.expected.latencyMs));
  return [
    `the median one-way delay of the canaries is ${ms(latency.p50)}, requested ${ms(asked)} ± ${ms(tolerance)}; worst: ${ms(medianOf(worst.delaysMs))} on ${legName(worst)}`,
  ];
}

const legName = ({ link, stream }: Leg): string => `${linkName(link.from, link.to)} ${stream}`;
const share = (fraction: number): string => `${(fraction * 100).toFixed(1)} %`;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

function most(legs: readonly Leg[], badness: (leg: Leg) => number): Leg {
  return legs.reduce((worst, leg) => (badness(leg) > badness(worst) ? leg : worst));
}
