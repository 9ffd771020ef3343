import type { ProtocolConfig } from '../../protocol/config.js';

/**
 * When nodes begin their rounds. `random-phases`: each at a moment of its own, as real clusters do. `synchronous`: all at the whole
 * multiples of the interval, as the classic analyses have it; what a round sends must arrive within the interval.
 */
export const roundClocks = ['random-phases', 'synchronous'] as const;
export type RoundClock = (typeof roundClocks)[number];

/** Synchronous rounds never drift apart. */
export function configUnder(clock: RoundClock, config: ProtocolConfig): ProtocolConfig {
  return clock === 'synchronous' ? { ...config, intervalJitter: 0 } : config;
}

/** The first whole multiple of the interval at or after this moment, ms. */
export function nextRoundMs(atMs: number, intervalMs: number): number {
  return Math.ceil(atMs / intervalMs) * intervalMs;
}
