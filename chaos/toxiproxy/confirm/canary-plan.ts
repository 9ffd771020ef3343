import type { ExpectedLeg } from '../../canaries/judge-canaries.js';

export interface CanaryPlan {
  /** Canaries per link. */
  readonly perLink: number;
  /** Longer than any canary takes that is not lost, ms. */
  readonly timeoutMs: number;
  /** Under way at once, per node that sends. */
  readonly concurrency: number;
}

/**
 * Canaries in all. Loss of 5 % is then known to ± 0.3 % (standard error, both directions pooled); a delay needs fewer.
 */
const wanted = { loss: 2_400, delay: 400 };
const perLinkLimit = 100;
/** Few enough that the delay that is measured is not their own queue: a tenth of what Toxiproxy carries on a core. */
const perSecond = 500;
const perNodeLimit = 64;
/** For the machine, on top of what the toxics take; a canary that is only late must not count as lost. */
const slackMs = 1_000;
const bareRoundTripMs = 5;

/**
 * Of all canaries, so many are sent over connections where gossip goes in datagrams, which have canaries of their own: they see that the connections of
 * large messages meet the same, and are not to fill the machine.
 */
export const besideShare = 0.25;

/**
 * How many canaries over `links` links from `senders` nodes, where `legs` is expected of the streams they take; `portion`: of as many, and at that pace, as
 * where nothing else is asked.
 */
export function planCanaries(
  links: number,
  senders: number,
  legs: readonly ExpectedLeg[],
  portion = 1,
): CanaryPlan {
  const loss = legs.reduce((sum, leg) => sum + leg.loss, 0) / legs.length;
  const latencyMs = legs.reduce((sum, leg) => sum + leg.latencyMs, 0) / legs.length;
  const longestMs = legs.reduce((longest, leg) => Math.max(longest, leg.maxLatencyMs), 0);
  const timeoutMs = Math.ceil(2 * longestMs + slackMs);
  const roundTripMs = 2 * latencyMs + bareRoundTripMs;
  const lost = 1 - (1 - loss) ** 2;
  const meanMs = (1 - lost) * roundTripMs + lost * timeoutMs;
  return {
    perLink: clamp(Math.ceil((portion * (loss > 0 ? wanted.loss : wanted.delay)) / links), 1, perLinkLimit),
    timeoutMs,
    // Little's law: those under way are those begun per second times how long each takes.
    concurrency: clamp(Math.round((portion * perSecond * meanMs) / 1000 / senders), 1, perNodeLimit),
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
