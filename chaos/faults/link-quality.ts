import { z } from 'zod';
import type { DirectedLink } from '../links/directed-link.js';
import { directedToxics, type LinkToxic, type ToxicSpec } from '../links/toxic-spec.js';

/** Delay, loss and rate limit of a link, as of a network that is far away or poor. */
export const linkQualitySchema = z.strictObject({
  kind: z.literal('linkQuality'),
  /** One-way delay added in each direction, ms; Toxiproxy takes whole ms. */
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** The delay is uniform in latency ± jitter, ms. */
  jitterMs: z.number().min(0).max(60_000).default(0),
  /** Probability that a message (one direction of one connection) is lost, 0 to 1. */
  loss: z.number().min(0).max(1).default(0),
  /** Rate limit per connection and direction, KB/s (1,000 bytes); 0: none. */
  rateKBps: z.number().min(0).max(1_000_000_000).default(0),
});

export type LinkQuality = z.output<typeof linkQualitySchema>;

/** Whether links of this quality are worse than what the machine gives. */
export const isDegraded = (quality: LinkQuality): boolean =>
  quality.latencyMs > 0 || quality.jitterMs > 0 || quality.loss > 0 || quality.rateKBps > 0;

/** What the quality of these directions of links is on the proxies that carry them. */
export const qualityToxics = (quality: LinkQuality, links: readonly DirectedLink[]): LinkToxic[] =>
  links.flatMap((link) => flaws(quality).flatMap((toxic) => directedToxics(link, toxic)));

function flaws({ latencyMs, jitterMs, loss, rateKBps }: LinkQuality): Omit<ToxicSpec, 'stream'>[] {
  const latency = Math.round(latencyMs);
  const jitter = Math.round(jitterMs);
  // At a rate of 0 Toxiproxy lets nothing through.
  const rate = Math.max(1, Math.round(rateKBps));
  return [
    // First in the chain, so that what is lost takes no place in the queues of the others.
    ...(loss > 0 ? [{ type: 'timeout', toxicity: loss, attributes: { timeout: 0 } } as const] : []),
    ...(rateKBps > 0 ? [{ type: 'bandwidth', toxicity: 1, attributes: { rate } } as const] : []),
    ...(latency + jitter > 0
      ? [{ type: 'latency', toxicity: 1, attributes: { latency, jitter } } as const]
      : []),
  ];
}
