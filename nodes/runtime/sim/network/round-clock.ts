import type { ProtocolConfig } from '../../../protocol/node/config.js';

/**
 * When nodes begin their rounds. `phases`: each at a random moment of its own, as real clusters do. `rounds`: all together, at the whole
 * multiples of the interval, as the classic analyses have it; what a round sends must arrive within the interval.
 */
export const roundClocks = ['phases', 'rounds'] as const;
export type RoundClock = (typeof roundClocks)[number];

/** Rounds in step never drift apart. */
export function configUnder(clock: RoundClock, config: ProtocolConfig): ProtocolConfig {
  return clock === 'rounds' ? { ...config, intervalJitter: 0 } : config;
}

/** The first whole multiple of the interval at or after this moment, ms. */
export function nextRoundMs(atMs: number, intervalMs: number): number {
  return Math.ceil(atMs / intervalMs) * intervalMs;
}
