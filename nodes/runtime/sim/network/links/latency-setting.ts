import { z } from 'zod';
import { constantLatency } from './constant-latency.js';
import { exponentialLatency } from './exponential-latency.js';
import type { Latency } from './latency.js';
import { lognormalLatency } from './lognormal-latency.js';
import { normalLatency } from './normal-latency.js';
import { uniformLatency } from './uniform-latency.js';

const ms = z.number().min(0).max(60_000);

/** The distributions of a time, each with parameters of its own. */
export const latencySettings = [
  z.strictObject({ distribution: z.literal('constant'), delayMs: ms }),
  z.strictObject({ distribution: z.literal('uniform'), minMs: ms, maxMs: ms }),
  z.strictObject({ distribution: z.literal('normal'), meanMs: ms, deviationMs: ms }),
  z.strictObject({
    distribution: z.literal('lognormal'),
    medianMs: ms,
    /** Of the logarithm: at 3 one message of a hundred takes a thousand times the median. */
    sigma: z.number().min(0).max(3),
  }),
  z.strictObject({ distribution: z.literal('exponential'), meanMs: ms, minMs: ms.default(0) }),
] as const;

export const latencySetting = z.discriminatedUnion('distribution', latencySettings);
export type LatencySetting = z.output<typeof latencySetting>;

/** @throws CodedError USAGE where the parameters contradict each other */
export function latencyOf(setting: LatencySetting): Latency {
  switch (setting.distribution) {
    case 'constant':
      return constantLatency(setting.delayMs);
    case 'uniform':
      return uniformLatency(setting.minMs, setting.maxMs);
    case 'normal':
      return normalLatency(setting.meanMs, setting.deviationMs);
    case 'lognormal':
      return lognormalLatency(setting.medianMs, setting.sigma);
    case 'exponential':
      return exponentialLatency(setting.meanMs, setting.minMs);
  }
}

/** What such a time usually is, ms: the longest where there is one, else the middle of the distribution. */
export function usualMs(setting: LatencySetting): number {
  switch (setting.distribution) {
    case 'constant':
      return setting.delayMs;
    case 'uniform':
      return setting.maxMs;
    case 'normal':
      return setting.meanMs;
    case 'lognormal':
      return setting.medianMs;
    case 'exponential':
      return setting.minMs + setting.meanMs;
  }
}
