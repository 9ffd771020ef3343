import { z } from 'zod';
import { duplication } from './network/links/duplication.js';
import { latencyOf, latencySetting, usualMs } from './network/links/latency-setting.js';
import type { LinkModel } from './network/links/link-model.js';
import { lossOf, lossSetting, meanLossOf } from './network/links/loss-setting.js';
import { farthestMs, regionDistance, regionsSchema } from './network/links/regions.js';
import { reordering } from './network/links/reordering.js';
import { roundClocks } from './network/round-clock.js';

/** Loopback, a proxy and two event loops: what a message takes where no fault delays it, ms. */
export const bareLinkMs = 0.5;

const share = z.number().min(0).max(1);

/** What a simulation has instead of a machine and a network. */
export const simulationSchema = z.strictObject({
  clock: z.enum(roundClocks).default('phases'),
  links: z
    .strictObject({
      latency: latencySetting.default({ distribution: 'constant', delayMs: bareLinkMs }),
      loss: lossSetting.default({ model: 'independent', share: 0 }),
      /** Probability that a message arrives twice. */
      duplication: share.default(0),
      /** A share of the messages is held back by up to so long, and overtaken; absent: none is. */
      reordering: z.strictObject({ share, delayMs: z.number().min(0).max(60_000) }).optional(),
    })
    .prefault({}),
  /** Absent: all nodes are in one place. */
  regions: regionsSchema.optional(),
  /** What a node takes for each message, one after another; absent: no time. */
  processing: latencySetting.optional(),
});
export type Simulation = z.output<typeof simulationSchema>;

/** Links of so many nodes; with a memory of their own, where they have one. */
export function linksOf({ links, regions }: Simulation, nodes: number): LinkModel {
  const held = links.reordering;
  // What never happens is asked about for no message.
  return {
    latency: latencyOf(links.latency),
    ...(meanLossOf(links.loss) === 0 ? {} : { loss: lossOf(links.loss) }),
    ...(links.duplication === 0 ? {} : { duplication: duplication(links.duplication) }),
    ...(held === undefined ? {} : { reordering: reordering(held.share, held.delayMs) }),
    ...(regions === undefined ? {} : { distance: regionDistance(regions, nodes) }),
  };
}

/** What a message usually takes from one node to the farthest other, until that has processed it, ms. */
export function usualWayMs({ links, regions, processing }: Simulation): number {
  const distanceMs = regions === undefined ? 0 : farthestMs(regions);
  return usualMs(links.latency) + distanceMs + (processing === undefined ? 0 : usualMs(processing));
}
