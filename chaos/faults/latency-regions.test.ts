import { describe, expect, it } from 'vitest';
import { linkKey, linksFromTo } from '../links/directed-links.js';
import { assignRegions, presetQualities, regionLatencyMs, regionNames } from './latency-regions.js';

const nodes = Array.from({ length: 10 }, (_, id) => id);

describe('the delays between regions', () => {
  it.each([
    ['europe', 'naEast', 70],
    ['europe', 'eastAsia', 125],
    ['australia', 'southAfrica', 220],
    ['europe', 'europe', 2],
    ['westAsia', 'southAmerica', 145],
  ] as const)('are, from %s to %s and back, %i ms', (a, b, expected) => {
    expect(regionLatencyMs(a, b)).toBe(expected);
    expect(regionLatencyMs(b, a)).toBe(expected);
  });

  it('are known for every pair, and longer to another region than within', () => {
    for (const a of regionNames) {
      for (const b of regionNames.filter((other) => other !== a)) {
        expect(regionLatencyMs(a, b)).toBeGreaterThan(regionLatencyMs(a, a));
      }
    }
  });
});

describe('a latency preset', () => {
  it.each(['lan', 'wan', 'regions'] as const)('gives every link its quality once: %s', (preset) => {
    const given = presetQualities(preset, nodes).flatMap(({ links }) => [...links].map(linkKey));
    expect(given.toSorted()).toEqual(linksFromTo(nodes, nodes).map(linkKey).toSorted());
  });

  it('deals nodes to regions round robin', () => {
    const dealt = assignRegions(nodes, ['europe', 'naEast', 'eastAsia']);
    expect([...dealt.values()].slice(0, 4)).toEqual(['europe', 'naEast', 'eastAsia', 'europe']);
  });

  it('puts links of the same delay together', () => {
    const latencies = presetQualities('regions', nodes, ['europe', 'naEast']).map(
      ({ quality, links }) => [quality.latencyMs, links.length] as const,
    );
    expect(latencies).toEqual([
      [2, 40],
      [70, 50],
    ]);
  });
});
