import type { NodeId } from '../../nodes/protocol/types.js';
import { type LinkBlock, LinkSet } from '../links/link-set.js';
import { type LinkQuality, linkQualitySchema } from './link-quality.js';

export const regionNames = [
  'australia',
  'eastAsia',
  'europe',
  'naWest',
  'naEast',
  'southAmerica',
  'southAfrica',
  'westAsia',
] as const;
export type Region = (typeof regionNames)[number];

/**
 * One-way delay between regions, ms, in the order of `regionNames`; the diagonal is within a region. The values are
 * those of the world model with which the designers of Ethereum's gossip layer simulate it (libp2p's interoperability
 * tests in the Shadow simulator), one way as there. Cloud providers publish round trips of about this size, so the model
 * is a harsh one.
 */
const upperTriangleMs: readonly (readonly number[])[] = [
  [2, 110, 165, 110, 150, 190, 220, 180],
  [4, 125, 100, 140, 175, 175, 110],
  [2, 110, 70, 140, 95, 60],
  [2, 60, 100, 160, 150],
  [2, 100, 130, 110],
  [7, 195, 145],
  [7, 110],
  [5],
];

/** One-way delay between two regions, ms; the same both ways. */
export function regionLatencyMs(a: Region, b: Region): number {
  const [low = 0, high = 0] = [regionNames.indexOf(a), regionNames.indexOf(b)].toSorted((x, y) => x - y);
  return upperTriangleMs[low]![high - low]!;
}

export const latencyPresets = ['lan', 'wan', 'regions'] as const;
export type LatencyPreset = (typeof latencyPresets)[number];

/**
 * lan: one switch away, rounded up to Toxiproxy's smallest delay. wan: all pairs a continent's width apart, with the
 * variation of long paths; cloud providers publish round trips of 60 to 80 ms between the coasts of North America.
 */
const uniformPresets: Record<Exclude<LatencyPreset, 'regions'>, { latencyMs: number; jitterMs: number }> = {
  lan: { latencyMs: 1, jitterMs: 0 },
  wan: { latencyMs: 40, jitterMs: 8 },
};

export interface QualityOfLinks {
  readonly quality: LinkQuality;
  readonly links: LinkSet;
}

/** Nodes are dealt to the regions round robin, in the order given. */
export const assignRegions = (
  nodes: readonly NodeId[],
  regions: readonly Region[],
): ReadonlyMap<NodeId, Region> =>
  new Map(nodes.map((node, index) => [node, regions[index % regions.length]!]));

/** The quality of every link among `nodes`; links of the same quality together, ascending by latency. */
export function presetQualities(
  preset: LatencyPreset,
  nodes: readonly NodeId[],
  regions: readonly Region[] = regionNames,
): QualityOfLinks[] {
  const kind = 'linkQuality';
  if (preset !== 'regions') {
    const quality = linkQualitySchema.parse({ kind, ...uniformPresets[preset] });
    return [{ quality, links: LinkSet.fromTo(nodes, nodes) }];
  }
  const regionOf = assignRegions(nodes, regions);
  const nodesIn = (region: Region): NodeId[] => nodes.filter((node) => regionOf.get(node) === region);
  const byLatency = new Map<number, LinkBlock[]>();
  for (const one of regions) {
    for (const other of regions) {
      const latencyMs = regionLatencyMs(one, other);
      const block = { from: nodesIn(one), to: nodesIn(other) };
      byLatency.set(latencyMs, [...(byLatency.get(latencyMs) ?? []), block]);
    }
  }
  return [...byLatency]
    .toSorted(([a], [b]) => a - b)
    .map(([latencyMs, blocks]) => ({
      quality: linkQualitySchema.parse({ kind, latencyMs }),
      links: LinkSet.of(blocks),
    }))
    .filter(({ links }) => links.length > 0);
}
